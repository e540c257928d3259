//! Which AWS services a practice names, by the texts of its lens: so that
//! practices about the same services find each other.
//!
//! A service is found by its name as AWS writes it, with or without the vendor
//! before it. Names that are plain English words ("Config", "Backup") count with
//! the vendor only.

use std::sync::LazyLock;

use super::Choice;
use crate::collections::{Set, sort_by};

/// A service: the name to show, and what else it is called. Where the list of
/// other names is empty, only the whole name counts.
type Service = (&'static str, &'static [&'static str]);

/// The services that lenses speak of.
pub const SERVICES: &[Service] = &[
    ("AWS Amplify", &["Amplify"]),
    ("AWS App Mesh", &["App Mesh"]),
    ("AWS App Runner", &["App Runner"]),
    ("AWS AppConfig", &["AppConfig"]),
    ("AWS AppSync", &["AppSync"]),
    ("AWS Artifact", &[]),
    ("AWS Audit Manager", &["Audit Manager"]),
    ("AWS Backup", &[]),
    ("AWS Batch", &[]),
    ("AWS Budgets", &[]),
    ("AWS CDK", &["CDK"]),
    ("AWS Certificate Manager", &["Certificate Manager", "ACM"]),
    ("AWS Clean Rooms", &[]),
    ("AWS Cloud Map", &["Cloud Map"]),
    ("AWS Cloud WAN", &["Cloud WAN"]),
    ("AWS CloudFormation", &["CloudFormation"]),
    ("AWS CloudHSM", &["CloudHSM"]),
    ("AWS CloudTrail", &["CloudTrail"]),
    ("AWS CodeArtifact", &["CodeArtifact"]),
    ("AWS CodeBuild", &["CodeBuild"]),
    ("AWS CodeDeploy", &["CodeDeploy"]),
    ("AWS CodePipeline", &["CodePipeline"]),
    ("AWS Compute Optimizer", &["Compute Optimizer"]),
    ("AWS Config", &[]),
    ("AWS Control Tower", &["Control Tower"]),
    ("AWS Cost Anomaly Detection", &["Cost Anomaly Detection"]),
    ("AWS Cost Categories", &["Cost Categories"]),
    ("AWS Cost Explorer", &["Cost Explorer"]),
    ("AWS Data Exports", &["Cost and Usage Report", "Cost and Usage Reports"]),
    ("AWS Data Exchange", &[]),
    ("AWS Database Migration Service", &["Database Migration Service", "DMS"]),
    ("AWS DataSync", &["DataSync"]),
    ("AWS Device Farm", &["Device Farm"]),
    ("AWS Direct Connect", &["Direct Connect"]),
    ("AWS Elastic Beanstalk", &["Elastic Beanstalk"]),
    ("AWS Elastic Disaster Recovery", &["Elastic Disaster Recovery"]),
    ("AWS Fargate", &["Fargate"]),
    (
        "AWS Fault Injection Service",
        &["Fault Injection Service", "Fault Injection Simulator", "AWS FIS"],
    ),
    ("AWS Firewall Manager", &["Firewall Manager"]),
    ("AWS Global Accelerator", &["Global Accelerator"]),
    ("AWS Glue", &["Glue"]),
    ("AWS Health", &["Health Dashboard", "Personal Health Dashboard"]),
    ("AWS IAM", &["IAM", "Identity and Access Management", "IAM Access Analyzer"]),
    ("AWS IAM Identity Center", &["IAM Identity Center", "Identity Center", "AWS SSO"]),
    ("AWS IoT Core", &["IoT Core"]),
    ("AWS IoT Greengrass", &["Greengrass"]),
    ("AWS KMS", &["KMS", "Key Management Service"]),
    ("AWS Lake Formation", &["Lake Formation"]),
    ("AWS Lambda", &["Lambda"]),
    ("AWS License Manager", &["License Manager"]),
    ("AWS Network Firewall", &["Network Firewall"]),
    ("AWS Organizations", &[]),
    ("AWS Outposts", &["Outposts"]),
    ("AWS Private CA", &["Private CA"]),
    ("AWS PrivateLink", &["PrivateLink"]),
    ("AWS Proton", &[]),
    ("AWS Resilience Hub", &["Resilience Hub"]),
    ("AWS Resource Access Manager", &["Resource Access Manager", "AWS RAM"]),
    ("AWS Resource Explorer", &["Resource Explorer"]),
    ("AWS SAM", &["Serverless Application Model"]),
    ("AWS Secrets Manager", &["Secrets Manager"]),
    ("AWS Security Hub", &["Security Hub"]),
    ("AWS Security Incident Response", &[]),
    ("AWS Service Catalog", &["Service Catalog"]),
    ("AWS Shield", &["Shield Advanced"]),
    ("AWS Signer", &[]),
    ("AWS Snow Family", &["Snowball"]),
    ("AWS Step Functions", &["Step Functions"]),
    ("AWS Storage Gateway", &["Storage Gateway"]),
    ("AWS STS", &["STS", "Security Token Service"]),
    ("AWS Support", &[]),
    ("AWS Systems Manager", &["Systems Manager", "Parameter Store", "Session Manager"]),
    ("AWS Transfer Family", &["Transfer Family"]),
    ("AWS Transit Gateway", &["Transit Gateway"]),
    ("AWS Trusted Advisor", &["Trusted Advisor"]),
    ("AWS WAF", &["WAF"]),
    ("AWS Well-Architected Tool", &["Well-Architected Tool"]),
    ("AWS X-Ray", &["X-Ray"]),
    ("Amazon API Gateway", &["API Gateway"]),
    ("Amazon AppFlow", &["AppFlow"]),
    ("Amazon AppStream", &["AppStream"]),
    ("Amazon Athena", &["Athena"]),
    ("Amazon Aurora", &["Aurora"]),
    ("Amazon Bedrock", &["Bedrock"]),
    ("Amazon CloudFront", &["CloudFront"]),
    ("Amazon CloudWatch", &["CloudWatch"]),
    ("Amazon CodeGuru", &["CodeGuru"]),
    ("Amazon Cognito", &["Cognito"]),
    ("Amazon Comprehend", &[]),
    ("Amazon Connect", &[]),
    ("Amazon Data Firehose", &["Data Firehose", "Kinesis Data Firehose", "Firehose"]),
    ("Amazon DataZone", &["DataZone"]),
    ("Amazon Detective", &[]),
    ("Amazon DevOps Guru", &["DevOps Guru"]),
    ("Amazon DocumentDB", &["DocumentDB"]),
    ("Amazon DynamoDB", &["DynamoDB", "DAX"]),
    ("Amazon EBS", &["EBS", "Elastic Block Store"]),
    ("Amazon EC2", &["EC2"]),
    (
        "Amazon EC2 Auto Scaling",
        &["EC2 Auto Scaling", "Application Auto Scaling", "AWS Auto Scaling", "Auto Scaling"],
    ),
    ("Amazon ECR", &["ECR", "Elastic Container Registry"]),
    ("Amazon ECS", &["ECS", "Elastic Container Service"]),
    ("Amazon EFS", &["EFS", "Elastic File System"]),
    ("Amazon EKS", &["EKS", "Elastic Kubernetes Service"]),
    ("Amazon ElastiCache", &["ElastiCache"]),
    ("Amazon EMR", &["EMR"]),
    ("Amazon EventBridge", &["EventBridge", "CloudWatch Events"]),
    ("Amazon FSx", &["FSx"]),
    ("Amazon GuardDuty", &["GuardDuty"]),
    ("Amazon Inspector", &[]),
    ("Amazon Kendra", &["Kendra"]),
    ("Amazon Keyspaces", &["Keyspaces"]),
    ("Amazon Kinesis", &["Kinesis"]),
    ("Amazon Lex", &[]),
    ("Amazon Macie", &["Macie"]),
    ("Amazon Managed Grafana", &["Managed Grafana"]),
    (
        "Amazon Managed Service for Apache Flink",
        &["Managed Service for Apache Flink", "Kinesis Data Analytics"],
    ),
    ("Amazon Managed Service for Prometheus", &["Managed Service for Prometheus"]),
    ("Amazon MemoryDB", &["MemoryDB"]),
    ("Amazon MQ", &[]),
    ("Amazon MSK", &["MSK", "Managed Streaming for Apache Kafka"]),
    ("Amazon MWAA", &["MWAA", "Managed Workflows for Apache Airflow"]),
    ("Amazon Neptune", &["Neptune"]),
    ("Amazon OpenSearch Service", &["OpenSearch", "Elasticsearch Service"]),
    ("Amazon Polly", &[]),
    ("Amazon Q", &[]),
    ("Amazon QuickSight", &["QuickSight"]),
    ("Amazon RDS", &["RDS", "Relational Database Service"]),
    ("Amazon Redshift", &["Redshift"]),
    ("Amazon Rekognition", &["Rekognition"]),
    ("Amazon Route 53", &["Route 53", "Route53"]),
    ("Amazon S3", &["S3", "Simple Storage Service", "Glacier"]),
    ("Amazon SageMaker", &["SageMaker"]),
    ("Amazon Security Lake", &["Security Lake"]),
    ("Amazon SES", &["SES", "Simple Email Service"]),
    ("Amazon SNS", &["SNS", "Simple Notification Service"]),
    ("Amazon SQS", &["SQS", "Simple Queue Service"]),
    ("Amazon Textract", &["Textract"]),
    ("Amazon Timestream", &["Timestream"]),
    ("Amazon Transcribe", &[]),
    ("Amazon Verified Permissions", &["Verified Permissions"]),
    ("Amazon VPC", &["VPC", "Virtual Private Cloud"]),
    ("Amazon VPC Lattice", &["VPC Lattice"]),
    ("Amazon WorkSpaces", &["WorkSpaces"]),
    (
        "Elastic Load Balancing",
        &["Application Load Balancer", "Network Load Balancer", "Elastic Load Balancer"],
    ),
    ("Savings Plans", &["Savings Plan"]),
    ("Service Quotas", &[]),
];

/// The services that a practice names in its title, explanation or plan.
pub fn of(choice: &Choice) -> Set<&'static str> {
    let mut found = named_in(&choice.title);
    if let Some(description) = &choice.description {
        found.extend(named_in(description));
    }
    let more = choice.additional_resources.iter().flat_map(|group| &group.content);
    let own = choice.helpful_resource.iter().chain(&choice.improvement_plan);
    for resource in own.chain(more) {
        found.extend(named_in(&resource.display_text));
    }
    found
}

/// The services that a text names.
pub fn named_in(text: &str) -> Set<&'static str> {
    let mut found = Set::new();
    let mut at = 0;
    while let Some(ahead) = text.as_bytes()[at..].iter().position(u8::is_ascii_uppercase) {
        at += ahead;
        let is_inside = text[..at].chars().next_back().is_some_and(goes_on);
        match (!is_inside).then(|| longest(&text[at..])).flatten() {
            Some(name) => {
                found.insert(name.service);
                at += name.words.len();
            }
            None => at += 1,
        }
    }
    found
}

/// One of the names of a service.
#[derive(Clone, Copy)]
struct Name {
    words: &'static str,
    service: &'static str,
}

/// All names by their first letter, A to Z; of two that begin alike, the longer
/// one first.
static NAMES: LazyLock<[Vec<Name>; 26]> = LazyLock::new(|| {
    let mut names: [Vec<Name>; 26] = Default::default();
    for (service, others) in SERVICES {
        for words in others.iter().chain([service]) {
            if let Some(letter) = letter(words) {
                names[letter].push(Name { words, service });
            }
        }
    }
    for names in &mut names {
        sort_by(names, |a, b| b.words.len().cmp(&a.words.len()));
    }
    names
});

/// The place of the first letter in the alphabet, where it is a capital.
fn letter(text: &str) -> Option<usize> {
    let first = text.bytes().next().filter(u8::is_ascii_uppercase)?;
    Some(usize::from(first - b'A'))
}

/// The longest name that a text begins with: "IAM Identity Center" is not IAM.
fn longest(text: &str) -> Option<Name> {
    let names = &NAMES[letter(text)?];
    names.iter().find(|name| text.strip_prefix(name.words).is_some_and(ends)).copied()
}

/// Whether a name may end before this: at the end of a word or its plural.
fn ends(rest: &str) -> bool {
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    !rest.chars().next().is_some_and(goes_on)
}

/// Whether a character goes on with a word.
fn goes_on(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
