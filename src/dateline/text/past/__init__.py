"""Past issues: files of a back catalogue, in whatever form, read into sections and items."""
