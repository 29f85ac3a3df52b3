"""`python -m crmcli` is `crm`."""

import sys

from crmcli.cli import main

if __name__ == "__main__":
    sys.exit(main())
