package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	setting := func(name string) string {
		return app.Node().GetContext(jsii.String("bookstore:" + name)).(string)
	}
	NewBookstoreStack(app, "Bookstore", BookstoreStackProps{
		DomainName:     setting("domainName"),
		CertificateArn: setting("certificateArn"),
		Website:        setting("website"),
		Issuer:         setting("issuer"),
		Audience:       setting("audience"),
	})
	app.Synth(nil)
}
