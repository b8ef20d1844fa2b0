from bulkhead import BulkheadError, Workspace

acme = Workspace("acme", read_only=True)
for connector in acme.connectors():
    print(connector["name"], connector["status"])

github = acme.connector("github")
for issue in acme.list(github, "issues", owner="octocat", repo="Hello-World"):
    print(issue["number"], issue["title"])

try:
    acme.execute(github, "issues", "create", owner="octocat", repo="Hello-World", title="Leak")
except BulkheadError as error:
    print(error.status, error.code)
