from aws_cdk import App

from bookstore_stack import BookstoreStack

app = App()
BookstoreStack(
    app,
    "Bookstore",
    domain_name=app.node.get_context("bookstore:domainName"),
    certificate_arn=app.node.get_context("bookstore:certificateArn"),
    website=app.node.get_context("bookstore:website"),
    issuer=app.node.get_context("bookstore:issuer"),
    audience=app.node.get_context("bookstore:audience"),
)
app.synth()
