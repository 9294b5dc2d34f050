"""One function for each verb of kubecode, headless: it neither prints nor asks."""
