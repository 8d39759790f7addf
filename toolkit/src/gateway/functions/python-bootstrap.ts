import { pythonEndpoints } from './python-endpoints';

/**
 * Python code that runs a handler as Lambda does. The code reads invocations from the standard input and writes
 * messages to the standard output, with one JSON document per line. The output of the function is also sent as
 * messages.
 */
export const pythonBootstrap = String.raw`
import importlib, io, json, logging, os, queue, sys, threading, time, traceback

out = os.fdopen(os.dup(1), 'w', encoding='utf-8')
os.dup2(2, 1)
current = None
posting = threading.Lock()

def post(**message):
    with posting:
        out.write(json.dumps(message) + '\n')
        out.flush()
${pythonEndpoints}
endpoints = Endpoints(json.loads(sys.argv[3]))
sys.meta_path.insert(0, endpoints)
invocations = queue.Queue()

def read():
    pending = b''
    # The interpreter cannot end while a thread holds the lock of sys.stdin.
    while chunk := os.read(0, 65536):
        *lines, pending = (pending + chunk).split(b'\n')
        for line in lines:
            message = json.loads(line)
            if message.get('type') == 'response':
                endpoints.answer(message)
            else:
                invocations.put(message)
    invocations.put(None)

class Lines(io.TextIOBase):
    encoding = 'utf-8'
    pending = ''

    def writable(self):
        return True

    def write(self, text):
        *lines, self.pending = (self.pending + text).split('\n')
        for line in lines:
            post(type='log', text=line)
        return len(text)

    def finish(self):
        if self.pending:
            self.write('\n')

sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Lines()

class Formatter(logging.Formatter):
    converter = time.gmtime

    def format(self, record):
        record.aws_request_id = current.aws_request_id if current else ''
        return super().format(record)

class Handler(logging.Handler):
    def emit(self, record):
        post(type='log', text=self.format(record))

handler = Handler()
handler.setFormatter(Formatter('[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s', '%Y-%m-%dT%H:%M:%S'))
logging.getLogger().addHandler(handler)

class Context:
    client_context = None
    identity = None

    def __init__(self, message):
        fields = message['context']
        self.aws_request_id = message['requestId']
        self.function_name = fields['functionName']
        self.function_version = fields['functionVersion']
        self.invoked_function_arn = fields['invokedFunctionArn']
        self.memory_limit_in_mb = fields['memoryLimitInMB']
        self.log_group_name = fields['logGroupName']
        self.log_stream_name = fields['logStreamName']
        self._deadline = time.monotonic() + message['remainingMillis'] / 1000

    def get_remaining_time_in_millis(self):
        return max(0, int((self._deadline - time.monotonic()) * 1000))

    def log(self, message):
        sys.stdout.write(str(message))

def finish(kind, error_type, error_message, stack=(), request_id='', **more):
    sys.stdout.finish()
    payload = {'errorMessage': error_message, 'errorType': error_type, 'requestId': request_id, 'stackTrace': list(stack)}
    error = {'errorType': error_type, 'errorMessage': error_message}
    if stack:
        lines = ''.join(stack).rstrip('\n').split('\n')
        error['trace'] = [error_type + ': ' + error_message, 'Traceback (most recent call last):'] + lines
    post(type=kind, payload=json.dumps(payload), error=error, **more)

def fail(error, request_id):
    stack = traceback.format_list(traceback.extract_tb(error.__traceback__)[1:])
    finish('result', type(error).__name__, str(error), stack, request_id)

def load():
    module_name, name = sys.argv[1:3]
    sys.argv[:] = ['']
    sys.path.insert(0, os.getcwd())
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        message = "Unable to import module '%s': %s" % (module_name, error)
        missing = error.name if isinstance(error, ModuleNotFoundError) else None
        return finish('failed', 'Runtime.ImportModuleError', message, **({'missing': missing} if missing else {}))
    except SyntaxError as error:
        where = '  File "%s" Line %s\n' % (error.filename, error.lineno)
        message = "Syntax error in module '%s': %s" % (module_name, error)
        return finish('failed', 'Runtime.UserCodeSyntaxError', message, [where])
    except Exception as error:
        stack = traceback.format_list(traceback.extract_tb(error.__traceback__)[1:])
        return finish('failed', type(error).__name__, str(error), stack)
    found = getattr(module, name, None)
    if found is None:
        message = "Handler '%s' missing on module '%s'" % (name, module_name)
        return finish('failed', 'Runtime.HandlerNotFound', message)
    post(type='ready')
    return found

threading.Thread(target=read, daemon=True).start()
function = load()
for message in iter(invocations.get, None) if function else ():
    os.environ['_X_AMZN_TRACE_ID'] = message['traceId']
    current = Context(message)
    try:
        result = function(message['event'], current)
    except Exception as error:
        fail(error, current.aws_request_id)
        continue
    try:
        payload = json.dumps(result)
    except Exception as error:
        finish('result', 'Runtime.MarshalError', 'Unable to marshal response: %s' % error, (), current.aws_request_id)
        continue
    sys.stdout.finish()
    post(type='result', payload=payload)
`;
