"""What stands between the outside and every page: hosts, origins, forms, limits, headers, cookies."""
