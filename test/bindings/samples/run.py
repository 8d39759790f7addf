"""``python run.py samples.json results.json`` synthesizes each sample and writes ``{name: template or error}``.

A sample is ``{"source": …, "declared": [["name in Python", "type"], …]}``. ``source`` is the body of a stack's constructor.
"""

import json
import sys
import tempfile
import traceback
from pathlib import Path

from aws_cdk import App, Stack

from given import given


def synthesize(name: str, source: str, declared: list) -> dict:
    app = App(outdir=tempfile.mkdtemp(), auto_synth=False)
    stack = Stack(app, "Sample")
    names = {"self": stack}
    for index, (each, type) in enumerate(declared):
        names[each] = given(stack, type, index)
    exec(compile(source, name, "exec"), names)
    return app.synth().get_stack_by_name(stack.stack_name).template


def main(samples: str, results: str) -> None:
    synthesized = {}
    for name, sample in json.loads(Path(samples).read_text()).items():
        try:
            synthesized[name] = {"template": synthesize(name, sample["source"], sample["declared"])}
        except Exception as error:
            lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == name]
            where = f"line {lines[-1]}: " if lines else ""
            synthesized[name] = {"error": f"{where}{type(error).__name__}: {error}"}
    Path(results).write_text(json.dumps(synthesized))


main(*sys.argv[1:])
