"""How does the first person get in? Creates an administrator, who creates everybody else in Django admin."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from requests_app.domain.roles import Role
from requests_app.models import User
from requests_app.permissions import SYSTEM
from requests_app.services import history


class Command(BaseCommand):
    help = "Create an administrator; the password is asked for, or read from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        email, name = options["email"].strip().lower(), options["name"].strip()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"“{email}” is not an e-mail address.") from error
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"{email} has an account already.")
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            user = User.objects.create_person(email, name, [Role.ADMINISTRATOR], password=password)
            history.record(
                "user_created",
                by=SYSTEM,
                at=timezone.now(),
                new={"email": user.email, "roles": user.roles},
                summary=f"Administrator {user} created from the command line",
            )
        self.stdout.write(f"{user} can sign in with {email}.")
