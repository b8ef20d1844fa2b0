import os
import time
import uuid
from contextlib import contextmanager

import httpx


class BulkheadError(Exception):
    def __init__(self, response):
        is_json = "json" in response.headers.get("Content-Type", "")
        body = response.json() if is_json else {}
        self.status, self.code = response.status_code, body.get("code", "unexpected_reply")
        self.request_id = body.get("request_id")  # for the log of the server
        super().__init__(f"{self.status} {self.code}: {body.get('message')} ({self.request_id})")


class Workspace:
    """One customer's workspace. `grant` narrows the token: read_only=True, entities=["issues"], …"""

    def __init__(self, name, **grant):
        url = os.environ.get("BULKHEAD_URL", "http://localhost:4747")
        self.http = httpx.Client(base_url=url, timeout=60)  # execute takes 28 seconds at most
        self.grant = {"workspace_name": name, "create_workspace": False, **grant}
        self.scoped, self.renew_at = "", 0.0

    def token(self):
        if time.monotonic() >= self.renew_at:
            tokens = "/api/v1/account/applications"
            names = {"client_id": "BULKHEAD_CLIENT_ID", "client_secret": "BULKHEAD_CLIENT_SECRET"}
            client = {field: os.environ[name] for field, name in names.items()}
            application = self.send("POST", f"{tokens}/token", bearer="", json=client).json()["access_token"]
            minted = self.send("POST", f"{tokens}/scoped-token", bearer=application, json=self.grant).json()
            self.scoped = minted["token"]
            self.renew_at = time.monotonic() + 0.8 * minted["expires_in"]  # 1200 s unless `expires_in` says less
        return self.scoped

    def send(self, method, path, bearer=None, stream=False, **options):
        key = str(uuid.uuid4())  # the same in each attempt: a write happens once
        for attempt in range(4):
            token = self.token() if bearer is None else bearer
            headers = {"Idempotency-Key": key, **({"Authorization": f"Bearer {token}"} if token else {})}
            request = self.http.build_request(method, path, headers=headers, **options)
            response = self.http.send(request, stream=stream)
            if response.is_success:
                return response
            response.read()
            wait = float(response.headers.get("Retry-After", 2**attempt / 2))
            if response.status_code not in (429, 502, 503, 504) or attempt == 3 or wait > 60:
                raise BulkheadError(response)
            time.sleep(wait)

    def pages(self, path, **query):
        while path is not None:
            page = self.send("GET", path, params=query).json()
            yield from page["data"]
            path, query = page.get("next"), None

    def connectors(self):
        return self.pages("/api/v1/integrations/connectors")

    def connector(self, service):
        all = self.connectors()
        return next(it["id"] for it in all if it["summarized_source_template"]["connector_name"] == service)

    def execute(self, connector_id, entity, action, **params):
        path = f"/api/v1/integrations/connectors/{connector_id}/execute"
        body = {"entity": entity, "action": action, "params": params}
        return self.send("POST", path, json=body).json()

    def list(self, connector_id, entity, **params):
        more = True
        while more:
            page = self.execute(connector_id, entity, "list", **params)
            yield from page["result"]
            paging = page["connector_metadata"] or {}
            more, params["cursor"] = paging.get("has_next_page", False), paging.get("end_cursor")

    @contextmanager
    def download(self, connector_id, entity, **params):
        path = f"/api/v1/integrations/connectors/{connector_id}/execute"
        body = {"entity": entity, "action": "download", "params": params}
        response = self.send("POST", path, stream=True, json=body)
        try:
            yield response
        finally:
            response.close()
