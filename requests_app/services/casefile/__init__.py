"""How does a case travel whole between installations, as a documented JSON file?"""

from requests_app.services.casefile.exporting import export_cases
from requests_app.services.casefile.importing import ImportResult, import_cases
from requests_app.services.casefile.reading import FileProblem, ProblemsInFile, read_case_file

__all__ = ["FileProblem", "ImportResult", "ProblemsInFile", "export_cases", "import_cases", "read_case_file"]
