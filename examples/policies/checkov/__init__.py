# checkov reads the checks of a folder only where this file is in it.
