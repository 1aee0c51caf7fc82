"""Serves S3 until standard input ends, and says on one line how to reach it.

Every request must be signed by the key on that line: the server checks signatures with an implementation of its own.

moto forgets everything when it ends. With --directory, what a request has changed lies there before it is answered, as
with S3 itself, and a server that is started there again, even after kill -9, has the same key, objects and uploads. It
also logs what it has answered.
"""

import argparse
import hashlib
import json
import logging
import os
import pickle
import sys

import boto3
import flask
import moto.settings
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam.access_control import IAMRequestBase
from moto.iam.models import iam_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.s3.exceptions import S3SignatureDoesNotMatchError
from moto.s3.models import s3_backends
from moto.s3.responses import S3Response
from moto.server import ThreadedMotoServer
from werkzeug.serving import WSGIRequestHandler

BUCKET = "galley"

arguments = argparse.ArgumentParser()
arguments.add_argument("--host", default="127.0.0.1")
arguments.add_argument("--port", type=int, default=0)
arguments.add_argument("--directory")
chosen = arguments.parse_args()

create_aws_request = IAMRequestBase._create_aws_request
authenticate = S3Response._authenticate_and_authorize_s3_action


def with_path_as_sent(self):
    """What is signed is the path as it was sent; moto would check one that it has decoded."""
    self._path = flask.request.environ["RAW_URI"]
    return create_aws_request(self)


def presigned_too(self, bucket_name=None, key_name=None):
    """Checks the signature of a presigned address; moto knows only those in the header."""
    sent, separator, signature = flask.request.environ["RAW_URI"].partition("&X-Amz-Signature=")
    if not separator:
        return authenticate(self, bucket_name=bucket_name, key_name=key_name)
    request = AWSRequest("GET", endpoint + sent)
    request.context["timestamp"] = flask.request.args["X-Amz-Date"]
    auth = S3SigV4QueryAuth(Credentials(key["AccessKeyId"], key["SecretAccessKey"]), "s3", "us-east-1")
    if signature != auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request):
        raise S3SignatureDoesNotMatchError()


IAMRequestBase._create_aws_request = with_path_as_sent
S3Response._authenticate_and_authorize_s3_action = presigned_too


class KeptBucket:
    """A directory with a file for each key that has an object or uploads."""

    def __init__(self, directory):
        self.directory = directory
        os.makedirs(directory, exist_ok=True)

    def load(self):
        # What was being written when the server was killed had not been answered.
        for name in (name for name in os.listdir(self.directory) if not name.endswith(".new")):
            with open(os.path.join(self.directory, name), "rb") as file:
                key, versions, uploads = pickle.load(file)
            if versions:
                self.bucket.keys.setlist(key, versions)
            self.bucket.multiparts.update(uploads)

    def keep(self, key):
        versions = self.bucket.keys.getlist(key, [])
        uploads = {id: upload for id, upload in self.bucket.multiparts.items() if upload.key_name == key}
        self.write(hashlib.sha256(key.encode()).hexdigest(), (key, versions, uploads) if versions or uploads else None)

    def write(self, name, value):
        path = os.path.join(self.directory, name)
        if value:
            # Whole or not at all, and in the hands of the system, which is enough to outlive this process.
            with open(path + ".new", "wb") as file:
                pickle.dump(value, file)
            os.replace(path + ".new", path)
        elif os.path.exists(path):
            os.remove(path)

    @property
    def bucket(self):
        return s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[BUCKET]

    def keeping(self, answer_request):
        """Answers as before, once what was changed is kept."""

        def answer(app, environ, start_response):
            body = answer_request(app, environ, start_response)
            bucket, _, key = environ["PATH_INFO"].removeprefix("/").partition("/")
            if bucket == BUCKET and key and environ["REQUEST_METHOD"] in ("PUT", "POST", "DELETE"):
                self.keep(key)
            return body

        return answer


def kept_key(path, made):
    """The access key of the first start, in place of the one that was made in this."""
    if not os.path.exists(path):
        with open(path, "w") as file:
            json.dump({name: made[name] for name in ("AccessKeyId", "SecretAccessKey")}, file)
        return made
    with open(path) as file:
        key = json.load(file)
    keys = iam_backends[DEFAULT_ACCOUNT_ID]["aws"].access_keys
    known = keys[key["AccessKeyId"]] = keys.pop(made["AccessKeyId"])
    known.access_key_id, known.secret_access_key = key["AccessKeyId"], key["SecretAccessKey"]
    return key


def served(host, port):
    server = ThreadedMotoServer(ip_address=host, port=port, verbose=False)
    server.start()
    return server, "http://{}:{}".format(*server.get_host_and_port())


logging.getLogger("werkzeug").setLevel(logging.ERROR)
# Nothing is checked yet, so that a key can be made; and nobody else asks before all is in its place.
preparing, place = served("127.0.0.1", 0)
nobody = {"region_name": "us-east-1", "aws_access_key_id": "none", "aws_secret_access_key": "none"}
iam = boto3.client("iam", endpoint_url=place, **nobody)
iam.create_user(UserName="galley")
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam.put_user_policy(UserName="galley", PolicyName="all", PolicyDocument=json.dumps(policy))
key = iam.create_access_key(UserName="galley")["AccessKey"]
boto3.client("s3", endpoint_url=place, **nobody).create_bucket(Bucket=BUCKET)
preparing.stop()
if chosen.directory:
    kept = KeptBucket(os.path.join(chosen.directory, "keys"))
    kept.load()
    DomainDispatcherApplication.__call__ = kept.keeping(DomainDispatcherApplication.__call__)
    key = kept_key(os.path.join(chosen.directory, "access-key"), key)
    logging.getLogger("werkzeug").setLevel(logging.INFO)
    # A client keeps its connections, as with S3, and finds those of a server that was killed dead.
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
moto.settings.INITIAL_NO_AUTH_ACTION_COUNT = 0
_, endpoint = served(chosen.host, chosen.port)

print(json.dumps({"endpoint": endpoint, "accessKey": key["AccessKeyId"], "secretKey": key["SecretAccessKey"]}), flush=True)
sys.stdin.read()
os._exit(0)
