from aws_cdk import App

from starter_stack import StarterStack

app = App()
StarterStack(app, "Starter", website="https://www.example.com")
app.synth()
