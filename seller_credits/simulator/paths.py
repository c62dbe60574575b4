"""Where things stand that are no operation of the API."""

LOGIN_PATH = "/auth/o2/token"
DOCUMENTS_FOLDER = "/documents/"
UPLOADS_FOLDER = "/uploads/"
STORE_FOLDERS = (DOCUMENTS_FOLDER, UPLOADS_FOLDER)

# For whoever watches a run, not for its clients; nothing a fault does reaches these.
TRUTH_PATH = "/truth"
DOINGS_PATH = TRUTH_PATH + "/doings"
COUNTS_PATH = "/counts"
