"""Exemption decisions and the records that they rest on, as tables."""

from exemptions.models.decision import ExemptionDecision
from exemptions.models.library import LibraryFactor
from exemptions.models.records import (
    CertificateRecord,
    CompletionRecord,
    ConfidenceRecord,
    CostActivityRow,
    CostEstimateRecord,
    DataProtectionTest,
    EarlierRequestRecord,
    EmissionsRecord,
    EnactmentRecord,
    FactorRow,
    OmissionRecord,
    PrejudiceRecord,
    PublicationPlanRecord,
    PublicInterestTest,
    QualifiedPersonOpinion,
    StatisticsRecord,
    VexatiousRecord,
    WhereAvailableRecord,
)

__all__ = [
    "CertificateRecord",
    "CompletionRecord",
    "ConfidenceRecord",
    "CostActivityRow",
    "CostEstimateRecord",
    "DataProtectionTest",
    "EarlierRequestRecord",
    "EmissionsRecord",
    "EnactmentRecord",
    "ExemptionDecision",
    "FactorRow",
    "LibraryFactor",
    "OmissionRecord",
    "PrejudiceRecord",
    "PublicInterestTest",
    "PublicationPlanRecord",
    "QualifiedPersonOpinion",
    "StatisticsRecord",
    "VexatiousRecord",
    "WhereAvailableRecord",
]
