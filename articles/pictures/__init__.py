"""Pictures: what comes in (`receive`), the sizes made of it (`renditions`), how a page shows it (`markup`)."""
