"""The countries that companies sit in, by ISO 3166-1 code, in each language. Add the one that you need."""

COUNTRIES: dict[str, dict[str, str]] = {
    "AT": {"en": "Austria", "sw": "Austria"},
    "AU": {"en": "Australia", "sw": "Australia"},
    "BE": {"en": "Belgium", "sw": "Ubelgiji"},
    "BR": {"en": "Brazil", "sw": "Brazili"},
    "CA": {"en": "Canada", "sw": "Kanada"},
    "CH": {"en": "Switzerland", "sw": "Uswisi"},
    "CN": {"en": "China", "sw": "China"},
    "DE": {"en": "Germany", "sw": "Ujerumani"},
    "DK": {"en": "Denmark", "sw": "Denmaki"},
    "EE": {"en": "Estonia", "sw": "Estonia"},
    "ES": {"en": "Spain", "sw": "Hispania"},
    "ET": {"en": "Ethiopia", "sw": "Ethiopia"},
    "FI": {"en": "Finland", "sw": "Ufini"},
    "FR": {"en": "France", "sw": "Ufaransa"},
    "GB": {"en": "United Kingdom", "sw": "Uingereza"},
    "IE": {"en": "Ireland", "sw": "Ayalandi"},
    "IN": {"en": "India", "sw": "India"},
    "IT": {"en": "Italy", "sw": "Italia"},
    "JP": {"en": "Japan", "sw": "Japani"},
    "KE": {"en": "Kenya", "sw": "Kenya"},
    "NL": {"en": "Netherlands", "sw": "Uholanzi"},
    "NO": {"en": "Norway", "sw": "Norwe"},
    "NZ": {"en": "New Zealand", "sw": "Nyuzilandi"},
    "PL": {"en": "Poland", "sw": "Polandi"},
    "RW": {"en": "Rwanda", "sw": "Rwanda"},
    "SE": {"en": "Sweden", "sw": "Uswidi"},
    "SG": {"en": "Singapore", "sw": "Singapore"},
    "TZ": {"en": "Tanzania", "sw": "Tanzania"},
    "UG": {"en": "Uganda", "sw": "Uganda"},
    "US": {"en": "USA", "sw": "Marekani"},
    "ZA": {"en": "South Africa", "sw": "Afrika Kusini"},
}


def country_name(code: str, language: str) -> str:
    return COUNTRIES[code][language] if code in COUNTRIES else code
