"""A cluster of Elasticsearch nodes of a measurement's own, with accounts and passwords."""

import base64
import json
import subprocess
import time
import urllib.request
from contextlib import ExitStack
from urllib.error import HTTPError

from _killable_servers import START_SECONDS, OwnElasticsearch, as_account, opener

SUPERUSER, PASSWORD = "elastic", "of-a-measurement-on-loopback"
"""Nobody but this machine reaches the cluster, and it holds nothing but test data."""

CONFIG = """
cluster.name: harmed-{name}
node.name: {node}
path.data: {folder}/data
path.logs: {folder}
network.host: 127.0.0.1
http.port: {port}
transport.port: {transport_port}
discovery.seed_hosts: [{hosts}]
cluster.initial_master_nodes: [{nodes}]
xpack.security.enabled: true
action.auto_create_index: false
cluster.routing.allocation.disk.threshold_enabled: false
"""


class ClusterNode(OwnElasticsearch):
    """A node that forms a cluster with others, each knowing all."""

    name = "node"
    cluster: "OwnCluster"

    def launch(self):
        if not (self.folder / "config").exists():
            self.configure()
        return super().launch()

    def configure(self):
        """Lay the node's settings and the superuser's password down."""
        self.prepare_folder(
            CONFIG.format(
                name=self.cluster.nodes[0].port,
                node=self.name,
                folder=self.folder,
                port=self.port,
                transport_port=self.transport_port,
                hosts=", ".join(f'"127.0.0.1:{one.transport_port}"' for one in self.cluster.nodes),
                nodes=", ".join(one.name for one in self.cluster.nodes),
            )
        )
        (self.folder / "config" / "roles.yml").write_text(
            json.dumps({self.cluster.account: role_of(self.cluster.prefix)})
        )
        name, role = self.cluster.account, self.cluster.account
        self._run("elasticsearch-keystore", "add", "-x", "-f", "bootstrap.password")
        self._run("elasticsearch-users", "useradd", name, "-p", PASSWORD, "-r", role)

    def _run(self, program, *words):
        """Run one of Elasticsearch's own programs on the node's settings."""
        subprocess.run(
            [self.home / "bin" / program, *words], input=PASSWORD, text=True, check=True,
            cwd=self.folder, env=self.environment(), stdout=subprocess.DEVNULL, **as_account(),
        )  # fmt: skip

    def ask(self, method, path, body=None):
        """Return the node's JSON answer to the superuser."""
        login = base64.b64encode(f"{SUPERUSER}:{PASSWORD}".encode()).decode()
        request = urllib.request.Request(
            f"{self.url}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Basic {login}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with opener.open(request, timeout=20) as answer:
                return json.load(answer)
        except HTTPError as error:
            error.add_note(error.read().decode(errors="replace")[:500])
            raise

    def answers(self):
        try:
            return self.ask("GET", "/_cluster/health")["status"] != "red"
        except OSError:
            return False


class OwnCluster:
    """Nodes that hold each other's copies, and an account for a site that has its own indexes."""

    def __init__(self, home, account, prefix, count=3):
        self.account, self.prefix = account, prefix
        self.nodes = [ClusterNode(home) for _ in range(count)]
        for number, node in enumerate(self.nodes, start=1):
            node.name, node.cluster = f"node-{number}", self
        self._open = ExitStack()

    def start(self):
        """Start all nodes at once, and wait until the cluster serves and is whole."""
        for node in self.nodes:
            self._open.callback(node.end)
        for node in self.nodes:
            node.launch()
        for node in self.nodes:
            node.wait()
        self.wait_until_green()
        return self

    def end(self):
        """End every node."""
        self._open.close()

    def wait_until_green(self, nodes=None, but=None):
        """Wait until so many nodes hold every copy; return after how many seconds."""
        began, wanted = time.monotonic(), nodes or len(self.nodes)
        while time.monotonic() < began + START_SECONDS:
            try:
                found = self.other_than(but).ask("GET", "/_cluster/health")
            except OSError:
                found = {}
            if found.get("status") == "green" and found["number_of_nodes"] == wanted:
                return time.monotonic() - began
            time.sleep(0.1)
        raise RuntimeError(f"the cluster does not become whole: {found}")

    def other_than(self, node):
        """Return a node that is another one."""
        return next(one for one in self.nodes if one is not node)

    def node_with_primary(self, index):
        """Return the node that holds the index's first shard to write to."""
        shards = self.nodes[0].ask("GET", f"/_cluster/state/routing_table,nodes/{index}")
        (table,) = shards["routing_table"]["indices"].values()
        (held,) = [one["node"] for one in table["shards"]["0"] if one["primary"]]
        return self._named(shards["nodes"][held]["name"])

    def master(self):
        """Return the node that leads the cluster."""
        state = self.nodes[0].ask("GET", "/_cluster/state/master_node,nodes")
        return self._named(state["nodes"][state["master_node"]]["name"])

    def _named(self, name):
        return next(node for node in self.nodes if node.name == name)

    @property
    def urls(self):
        """The value of SEARCH_URL for the site's account."""
        login = f"{self.account}:{PASSWORD}"
        return ",".join(f"http://{login}@127.0.0.1:{one.port}" for one in self.nodes)


def role_of(prefix):
    """Return the role that may do everything to the indexes of a prefix and nothing else."""
    names = [prefix, f"{prefix}-*"]
    return {"cluster": ["monitor"], "indices": [{"names": names, "privileges": ["all"]}]}
