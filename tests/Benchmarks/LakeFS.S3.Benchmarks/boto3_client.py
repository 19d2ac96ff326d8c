"""What a Python program does with boto3: 32 threads for many files, the transfer manager for a large one."""

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

THREADS = 32


def client(endpoint, **credentials):
    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        max_pool_connections=THREADS,
    )
    return boto3.client("s3", endpoint_url=endpoint, config=config, **credentials)


def send_folder(s3, bucket, prefix, folder):
    def send(path):
        with open(path, "rb") as body:
            name = os.path.relpath(path, folder).replace(os.sep, "/")
            s3.put_object(Bucket=bucket, Key=f"{prefix}/{name}", Body=body)

    paths = (os.path.join(root, name) for root, _, names in os.walk(folder) for name in names)
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in pool.map(send, paths):
            pass


def receive_folder(s3, bucket, prefix, folder):
    def receive(key):
        path = os.path.join(folder, key[len(prefix) + 1:])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as target:
            shutil.copyfileobj(s3.get_object(Bucket=bucket, Key=key)["Body"], target, 1024 * 1024)

    with ThreadPoolExecutor(THREADS) as pool:
        for _ in pool.map(receive, keys(s3, bucket, prefix)):
            pass


def keys(s3, bucket, prefix):
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"{prefix}/"):
        for entry in page.get("Contents", []):
            yield entry["Key"]


def list_keys(s3, bucket, prefix, _):
    for key in keys(s3, bucket, prefix):
        print(key)


def copy_across(s3, bucket, key, target):
    to = client(
        os.environ["TARGET_ENDPOINT_URL"],
        aws_access_key_id=os.environ["TARGET_ACCESS_KEY_ID"],
        aws_secret_access_key=os.environ["TARGET_SECRET_ACCESS_KEY"],
    )
    to_bucket, to_key = target.split("/", 1)
    to.upload_fileobj(s3.get_object(Bucket=bucket, Key=key)["Body"], to_bucket, to_key)


OPERATIONS = {
    "SendFolder": send_folder,
    "ReceiveFolder": receive_folder,
    "SendFile": lambda s3, bucket, key, path: s3.upload_file(path, bucket, key),
    "ReceiveFile": lambda s3, bucket, key, path: s3.download_file(bucket, key, path),
    "CopyAcross": copy_across,
    "List": list_keys,
}

if __name__ == "__main__":
    operation, endpoint, bucket, key, local = sys.argv[1:]
    OPERATIONS[operation](client(endpoint), bucket, key, local)
