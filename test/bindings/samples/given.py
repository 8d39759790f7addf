"""The values that samples declare (``# fn: lambda.Function``), keyed by the last word of the type. given.cjs has the same values."""

import aws_cdk.aws_apigateway as apigateway
import aws_cdk.aws_appconfig as appconfig
import aws_cdk.aws_certificatemanager as acm
import aws_cdk.aws_cognito as cognito
import aws_cdk.aws_dynamodb as dynamodb
import aws_cdk.aws_ec2 as ec2
import aws_cdk.aws_elasticloadbalancingv2 as elbv2
import aws_cdk.aws_events as events
import aws_cdk.aws_iam as iam
import aws_cdk.aws_kinesis as kinesis
import aws_cdk.aws_kinesisfirehose as firehose
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_logs as logs
import aws_cdk.aws_route53 as route53
import aws_cdk.aws_s3 as s3
import aws_cdk.aws_servicediscovery as servicediscovery
import aws_cdk.aws_sns as sns
import aws_cdk.aws_sqs as sqs
import aws_cdk.aws_stepfunctions as stepfunctions
import cdk_apigatewayv2 as apigwv2
from cdk_apigatewayv2.integrations import WebSocketMockIntegration


def vpc(scope, id):
    return ec2.Vpc(scope, id, max_azs=1)


def certificate(scope, id):
    return acm.Certificate.from_certificate_arn(scope, id, "arn:aws:acm:eu-west-1:111111111111:certificate/1")


def application_load_balancer(scope, id):
    return elbv2.ApplicationLoadBalancer(scope, id, vpc=vpc(scope, f"{id}Vpc"))


def application_listener(scope, id):
    balancer = application_load_balancer(scope, f"{id}Balancer")
    return balancer.add_listener(id, port=8080, default_action=elbv2.ListenerAction.fixed_response(404))


def network_listener(scope, id):
    its_vpc = vpc(scope, f"{id}Vpc")
    group = elbv2.NetworkTargetGroup(scope, f"{id}Targets", port=8080, vpc=its_vpc)
    balancer = elbv2.NetworkLoadBalancer(scope, f"{id}Balancer", vpc=its_vpc)
    return balancer.add_listener(id, port=8080, default_target_groups=[group])


def domain_name(scope, id):
    return apigwv2.DomainName(
        scope,
        id,
        domain_name=f"{id.lower()}.example.com",
        certificate=certificate(scope, f"{id}Certificate"),
    )


def environment(scope, id):
    return appconfig.Environment(scope, id, application=appconfig.Application(scope, f"{id}Application"))


def function(scope, id):
    return lambda_.Function(
        scope,
        id,
        runtime=lambda_.Runtime.NODEJS_22_X,
        handler="index.handler",
        code=lambda_.Code.from_inline("-"),
    )


def alias(scope, id):
    version = function(scope, f"{id}Function").current_version
    return lambda_.Alias(scope, id, alias_name="live", version=version)


def delivery_stream(scope, id):
    destination = firehose.S3Bucket(s3.Bucket(scope, f"{id}Bucket"))
    return firehose.DeliveryStream(scope, id, destination=destination)


def rest_api(scope, id):
    api = apigateway.RestApi(scope, id)
    api.root.add_method("GET")
    return api


def service(scope, id):
    namespace = servicediscovery.HttpNamespace(scope, f"{id}Namespace", name="example.com")
    return namespace.create_service(id)


def spec_http_api(scope, id):
    document = {"openapi": "3.0.3", "info": {"title": "Books", "version": "1.0"}, "paths": {}}
    return apigwv2.SpecHttpApi(scope, id, api_definition=apigwv2.HttpApiDefinition.from_inline(document))


def state_machine(scope, id):
    return stepfunctions.StateMachine(
        scope,
        id,
        definition_body=stepfunctions.DefinitionBody.from_chainable(stepfunctions.Pass(scope, f"{id}Pass")),
        state_machine_type=stepfunctions.StateMachineType.EXPRESS,
    )


def table(scope, id):
    key = dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)
    return dynamodb.Table(scope, id, partition_key=key)


def web_socket_api(scope, id):
    options = apigwv2.WebSocketRouteOptions(integration=WebSocketMockIntegration(f"{id}Default"))
    return apigwv2.WebSocketApi(scope, id, default_route_options=options)


def web_socket_integration(scope, id):
    return apigwv2.WebSocketIntegration(
        scope,
        id,
        web_socket_api=web_socket_api(scope, f"{id}Api"),
        integration_type=apigwv2.WebSocketIntegrationType.HTTP,
        integration_uri="https://example.com",
        integration_method="POST",
    )


def web_socket_stage(scope, id):
    api = web_socket_api(scope, f"{id}Api")
    return apigwv2.WebSocketStage(scope, id, web_socket_api=api, stage_name="given", auto_deploy=True)


TYPES = {
    "Alias": alias,
    "ApplicationListener": application_listener,
    "ApplicationLoadBalancer": application_load_balancer,
    "Bucket": s3.Bucket,
    "Certificate": certificate,
    "CfnConfigurationProfile": lambda scope, id: appconfig.CfnConfigurationProfile(
        scope, id, application_id="app", location_uri="hosted", name=id
    ),
    "DeliveryStream": delivery_stream,
    "DomainName": domain_name,
    "Environment": environment,
    "EventBus": events.EventBus,
    "Function": function,
    "HttpApi": apigwv2.HttpApi,
    "IBucket": s3.Bucket,
    "ICertificate": certificate,
    "IHostedZone": lambda scope, id: route53.HostedZone.from_hosted_zone_attributes(
        scope, id, hosted_zone_id="Z1", zone_name="example.com"
    ),
    "LogGroup": logs.LogGroup,
    "NetworkListener": network_listener,
    "Queue": sqs.Queue,
    "RestApi": rest_api,
    "Role": lambda scope, id: iam.Role(scope, id, assumed_by=iam.ServicePrincipal("lambda.amazonaws.com")),
    "Rule": lambda scope, id: events.Rule(scope, id, schedule=events.Schedule.cron(minute="0")),
    "SecurityGroup": lambda scope, id: ec2.SecurityGroup(scope, id, vpc=vpc(scope, f"{id}Vpc")),
    "Service": service,
    "SpecHttpApi": spec_http_api,
    "StateMachine": state_machine,
    "Stream": kinesis.Stream,
    "Table": table,
    "Topic": sns.Topic,
    "UserPool": cognito.UserPool,
    "UserPoolClient": lambda scope, id: cognito.UserPool(scope, f"{id}Pool").add_client(id),
    "Vpc": vpc,
    "VpcLink": lambda scope, id: apigwv2.VpcLink(scope, id, vpc=vpc(scope, f"{id}Vpc")),
    "WebSocketApi": web_socket_api,
    "WebSocketIntegration": web_socket_integration,
    "WebSocketStage": web_socket_stage,
    "string": lambda scope, id: id,
}


def given(scope, type, index):
    """Creates a value that a sample declares. The index makes the construct ID unique."""
    return TYPES[type.split(".")[-1]](scope, f"Given{index}")
