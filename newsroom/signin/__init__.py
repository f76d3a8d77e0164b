"""Signing in to the desk: allauth's passwords and second factors, under the rules of this house."""
