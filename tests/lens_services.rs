//! Which AWS services a text names, and practices that find each other by them.

mod shipped;

use plumbline::lens::related::{self, Book};
use plumbline::lens::services;
use proptest::prelude::*;
use shipped::{Shipped, shipped};

fn named(text: &str) -> Vec<&'static str> {
    services::named_in(text).iter().copied().collect()
}

#[test]
fn a_text_names_services_by_their_names_as_they_are_written() {
    let table: &[(&str, &[&str])] = &[
        ("", &[]),
        ("Nobody is named here.", &[]),
        ("Lambda", &["AWS Lambda"]),
        ("An AWS Lambda function reads from Amazon SQS.", &["AWS Lambda", "Amazon SQS"]),
        ("Lambdas, VPCs and S3-backed queues", &["AWS Lambda", "Amazon S3", "Amazon VPC"]),
        ("(Route 53)", &["Amazon Route 53"]),
        ("Route 5, and route 53", &[]),
        // The longest name counts, the others in it do not.
        ("IAM Identity Center", &["AWS IAM Identity Center"]),
        ("IAM, then IAM Identity Center", &["AWS IAM", "AWS IAM Identity Center"]),
        ("Amazon EC2 Auto Scaling", &["Amazon EC2 Auto Scaling"]),
        ("Amazon Kinesis Data Firehose", &["Amazon Data Firehose", "Amazon Kinesis"]),
        // Plain words need the vendor before them.
        ("Config files and Backup plans of Organizations", &[]),
        (
            "AWS Config, AWS Backup and AWS Organizations",
            &["AWS Backup", "AWS Config", "AWS Organizations"],
        ),
        ("OpenID Connect", &[]),
        // Parts of words are no names.
        ("S3cret, XS3, S33, ECS_TASK, Lambdas2, kms", &[]),
        ("Über S3 — über KMS", &["AWS KMS", "Amazon S3"]),
    ];
    for (text, expected) in table {
        assert_eq!(named(text), *expected, "{text}");
    }
}

#[test]
fn every_service_is_found_by_each_of_its_names_and_no_two_share_one() {
    let mut all = std::collections::BTreeSet::new();
    for (service, others) in services::SERVICES {
        for name in others.iter().chain([service]) {
            assert!(all.insert(*name), "{name} stands twice");
            assert!(named(name).contains(service), "{name}");
            assert!(named(&format!("with {name}, and so on")).contains(service), "{name}");
        }
    }
}

#[test]
fn practices_of_other_questions_are_related_by_the_services_they_share() {
    let mut shelf = shipped();
    shelf.retain(|shipped| ["framework", "serverless", "starter"].contains(&shipped.key));
    let books: Vec<Book<'_>> = shelf
        .iter()
        .map(|Shipped { key, lens, companion }| Book { key, lens, companion: Some(companion) })
        .collect();
    let mut with_some = 0;
    for practice in books.iter().flat_map(|book| related::practices(*book)) {
        let own = services::of(practice.choice);
        let found = related::to(&practice, &books).by_service;
        assert!(found.len() <= 8);
        assert!(!own.is_empty() || found.is_empty());
        with_some += usize::from(!found.is_empty());
        for (other, shared) in &found {
            assert!(!shared.is_empty());
            assert!(
                other.book.key != practice.book.key || other.question.id != practice.question.id
            );
            let theirs = services::of(other.choice);
            for name in shared {
                assert!(own.contains(name) && theirs.contains(name), "{name}");
            }
        }
    }
    assert!(with_some > 200, "{with_some}");
}

#[test]
fn who_shares_most_comes_first_and_what_is_rare_weighs_more() {
    let texts = ["S3 and Macie", "S3", "S3 and nothing", "Macie", "S3, Macie and Glue", "Lambda"];
    let questions: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(n, text)| {
            format!(
                r#"{{"id":"q{n}","title":"Question {n}","description":"","choices":[{{"id":"c{n}","title":"{text}"}},{{"id":"c{n}_no","title":"None"}}],
                "riskRules":[{{"condition":"default","risk":"NO_RISK"}}]}}"#
            )
        })
        .collect();
    let lens = format!(
        r#"{{"schemaVersion":"2021-11-01","name":"Six","description":"","pillars":[{{"id":"pillar","name":"Pillar","questions":[{}]}}]}}"#,
        questions.join(",")
    );
    let lens = plumbline::lens::parse(&lens).lens.expect("it is usable");
    let books = [Book { key: "six", lens: &lens, companion: None }];
    let first = related::practices(books[0]).next().expect("there is one");
    let found = related::to(&first, &books).by_service;
    let ids: Vec<&str> = found.iter().map(|(other, _)| other.choice.id.as_str()).collect();
    assert_eq!(ids, ["c4", "c3", "c1", "c2"]);
    assert_eq!(found[0].1, ["Amazon Macie", "Amazon S3"]);
}

proptest! {
    #[test]
    fn any_text_is_read_to_its_end(text in ".{0,200}") {
        for name in named(&text) {
            let (_, others) = services::SERVICES.iter().find(|(service, _)| *service == name).expect("it is one of them");
            prop_assert!(others.iter().chain([&name]).any(|n| text.contains(n)));
        }
    }

    #[test]
    fn what_stands_around_a_name_does_not_hide_it(
        n in 0..services::SERVICES.len(), before in "([a-z]{1,8} ){0,3}", after in "([ ,.;:!?)][a-z]{0,8}){0,3}",
    ) {
        let (service, _) = services::SERVICES[n];
        let text = format!("{before}{service}{after}");
        prop_assert!(named(&text).contains(&service), "{}", text);
    }
}
