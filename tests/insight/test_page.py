from pathlib import Path
def test_try(full_case, client_as):
    r = client_as("case_officer").get("/nordland/2026/status/")
    Path("/tmp/s.html").write_bytes(r.content)
    import gzip; print(len(r.content), len(gzip.compress(r.content)))
    assert r.status_code == 200
