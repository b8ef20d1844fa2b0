import itertools
import json

import httpx
from bulkhead import Workspace

acme = Workspace("acme", entities=["issues"], read_only=True)
numbers = itertools.count(1)


def ask(method, **params):
    message = {"jsonrpc": "2.0", "id": next(numbers), "method": method, "params": params}
    headers = {
        "Authorization": f"Bearer {acme.token()}",
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2025-11-25",
    }
    response = acme.http.post("/mcp", headers=headers, json=message)
    response.raise_for_status()
    # The response is one event, or several of which the last is the result.
    events = [line[6:] for line in response.text.splitlines() if line.startswith("data: ")]
    reply = json.loads(events[-1] if events else response.text)
    if "error" in reply:
        raise RuntimeError(reply["error"]["message"])
    return reply["result"]


about = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "triage", "version": "1"}}
print(ask("initialize", **about)["serverInfo"]["name"])
print([tool["name"] for tool in ask("tools/list")["tools"]])
issues = {"owner": "octocat", "repo": "Hello-World"}
call = {"connector": "github", "entity": "issues", "action": "list", "params": issues}
result = ask("tools/call", name="execute", arguments=call)
if result.get("isError"):
    raise RuntimeError(result["content"][0]["text"])
print(result["structuredContent"]["result"])
