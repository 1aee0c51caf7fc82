"""Serves S3 on a free port of the loopback until standard input ends, and says on one line how to reach it.

Every request must be signed by the key on that line: the server checks signatures with an implementation of its own.
"""

import json
import logging
import os
import sys

import boto3
import flask
import moto.settings
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.iam.access_control import IAMRequestBase
from moto.s3.exceptions import S3SignatureDoesNotMatchError
from moto.s3.responses import S3Response
from moto.server import ThreadedMotoServer

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

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
_, port = server.get_host_and_port()
endpoint = f"http://127.0.0.1:{port}"

# Nothing is checked yet, so that a key can be made.
iam = boto3.client(
    "iam", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none"
)
iam.create_user(UserName="galley")
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam.put_user_policy(UserName="galley", PolicyName="all", PolicyDocument=json.dumps(policy))
key = iam.create_access_key(UserName="galley")["AccessKey"]
boto3.client(
    "s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none"
).create_bucket(Bucket="galley")
moto.settings.INITIAL_NO_AUTH_ACTION_COUNT = 0

print(json.dumps({"endpoint": endpoint, "accessKey": key["AccessKeyId"], "secretKey": key["SecretAccessKey"]}), flush=True)
sys.stdin.read()
os._exit(0)
