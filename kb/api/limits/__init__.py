"""What one request, and one caller, may ask for."""
