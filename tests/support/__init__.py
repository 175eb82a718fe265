"""What tests are made with: readers, engines, stand-ins, samples; no tests."""
