"""Open311 GeoReport v2: 12345's matters as services, appeals as service requests (docs/reference/open311.md)."""
