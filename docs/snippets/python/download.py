from bulkhead import Workspace

acme = Workspace("acme")
zendesk = acme.connector("zendesk-support")
with acme.download(zendesk, "attachments", attachment_id=4711) as file, open("attachment", "wb") as copy:
    for chunk in file.iter_bytes():
        copy.write(chunk)
print(file.headers["Content-Type"])
