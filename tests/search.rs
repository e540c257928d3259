//! What search finds in the library as it ships.

mod shipped;

use std::sync::{Arc, LazyLock};

use plumbline::lens::companion::{Effort, Level, Role};
use plumbline::lens::search::{Filters, Found, Index, Place, search};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

static LIBRARY: LazyLock<Vec<Index>> = LazyLock::new(|| {
    shipped::shipped()
        .into_iter()
        .map(|s| Index::build(s.key, Arc::new(s.lens), Some(Arc::new(s.companion))))
        .collect()
});

fn ask(query: &str, filters: &Filters) -> Found {
    let indexes: Vec<&Index> = LIBRARY.iter().collect();
    search(&indexes, query, filters, 20)
}

/// The address of a place: `framework/sec_x/choice`.
fn address(index: usize, place: Place) -> String {
    let index = &LIBRARY[index];
    let id = match place {
        Place::Lens => String::new(),
        Place::Pillar(_) => index.pillar(place).expect("it has one").id.to_string(),
        Place::Principle(n) => {
            let companion = index.companion.as_ref().expect("it has principles");
            format!("principle {}", companion.principles[n].id)
        }
        Place::Question(..) => index.question(place).expect("it is one").id.to_string(),
        Place::Practice(..) => index.practice(place).expect("it is one").id.to_string(),
    };
    format!("{}/{id}", index.key)
}

/// What people type, and what they should see first: codes, ids, several
/// words, other forms, slips, what they call things.
const EXPECTED: &[(&str, &str)] = &[
    ("SEC02-BP03", "framework/sec_identities_secrets"),
    ("sec 2 bp 3", "framework/sec_identities_secrets"),
    ("sec2bp3", "framework/sec_identities_secrets"),
    ("SEC 2", "framework/identities"),
    ("sec1", "framework/securely_operate"),
    ("rel09-bp01", "framework/rel_backing_up_data_identified_backups_data"),
    ("OPS 4", "framework/observability"),
    ("cost03", "framework/monitor_usage"),
    ("sec_permissions_least_privileges", "framework/sec_permissions_least_privileges"),
    ("sec-permissions-least-privileges", "framework/sec_permissions_least_privileges"),
    ("ops-priorities", "framework/ops_priorities_ext_cust_needs"),
    ("launch_rel_spof_list", "launch-readiness/launch_rel_spof_list"),
    ("encryption at rest", "launch-readiness/launch_sec_data_encrypt"),
    ("encrypting in transit", "framework/sec_protect_data_transit_encrypt"),
    ("encrpt data in transit", "framework/protect_data_transit"),
    ("backup", "quick-check/quick_rel_backup_apart"),
    ("bakcup", "quick-check/quick_rel_backup_apart"),
    ("restore test", "cloud-neutral/cn_rel_backup_restore"),
    ("least privilege", "framework/sec_permissions_least_privileges"),
    ("least privlege", "framework/sec_permissions_least_privileges"),
    ("mfa", "launch-readiness/launch_sec_access_mfa"),
    ("multifactor authentication", "framework/sec_identities_enforce_mechanisms"),
    ("root user", "framework/sec_securely_operate_aws_account"),
    ("rotate secrets", "launch-readiness/launch_sec_access_secrets"),
    ("secret rotation", "cloud-neutral/cn_sec_identity_rotate"),
    ("credentials leaked", "cloud-neutral/cn_sec_detect_playbooks"),
    ("rotating credentails", "framework/sec_identities_audit"),
    ("game day", "launch-readiness/launch_rel_gameday_play"),
    ("gamedays", "cloud-neutral/cn_rel_testing_gameday"),
    ("runbooks", "launch-readiness/launch_ops_oncall_runbook"),
    ("disaster recovery", "saas/saas_rel_restore_order"),
    ("rto rpo", "launch-readiness/launch_rel_recover_targets"),
    ("load test", "framework/rel_adapt_to_changes_load_tested_adapt"),
    ("loadtesting", "framework/rel_adapt_to_changes_load_tested_adapt"),
    ("loadbalancer", "framework/perf_networking_load_balancing_distribute_traffic"),
    ("idempotent", "framework/rel_prevent_interaction_failure_idempotent"),
    ("idempotency", "serverless/sl_rel_repeats_key"),
    ("retry backoff", "data-analytics/data_rel_orchestrate_retries"),
    ("timeouts", "serverless/sl_rel_steps_timeouts"),
    ("circuit breaker", "generative-ai/genai_rel_dependency_timeout"),
    ("cold start", "serverless/sl_perf_start_measured"),
    ("cold starts lambda", "serverless/sl_perf_start"),
    ("dead letter queue", "serverless/sl_rel_failed"),
    ("tenent isolaton", "saas/saas_sec_isolation_default"),
    ("prompt injection", "generative-ai/genai_sec_injection"),
    ("token cost", "generative-ai/genai_cost_tokens"),
    ("data lineage", "data-analytics/data_ops_catalog_lineage"),
    ("data catalogue", "data-analytics/data_ops_catalog_complete"),
    ("budget alerts", "launch-readiness/launch_cost_budget_alert"),
    ("tagging", "framework/cost_monitor_usage_org_information"),
    ("unused resources", "cloud-neutral/cn_cost_exit_orphans"),
    ("right size instances", "framework/type_size_number_resources"),
    ("rightsizing", "launch-readiness/launch_cost_after_review"),
    ("carbon", "framework/sus_region"),
    ("region choice", "framework/sus_sus_region_a2"),
    ("distributed trace", "serverless/sl_ops_observe_traces"),
    ("deployment rollback", "framework/ops_mit_deploy_risks_auto_testing_and_rollback"),
    ("feature flags", "saas/saas_ops_release_flags"),
    ("patching", "framework/ops_dev_integ_patch_mgmt"),
    ("vulnerability scan", "framework/sec_protect_compute_vulnerability_management"),
    ("threat model", "framework/sec_securely_operate_threat_model"),
    ("network segmentation", "framework/sec_network_protection_create_layers"),
    ("multi account", "framework/sec_securely_operate_multi_accounts"),
    ("single point of failure", "launch-readiness/launch_rel_spof_list"),
    ("chaos engineering", "framework/rel_testing_resiliency_failure_injection_resiliency"),
    ("container images", "framework/sec_protect_compute_hardened_images"),
    ("serverless", "serverless/"),
    ("delete old data", "quick-check/quick_sus_data_expire"),
    ("data retention", "framework/cost_decomissioning_resources_data_retention"),
    ("how do I know when something is broken", "framework/withstand_component_failures"),
    ("cach", "launch-readiness/launch_perf_scale_warm"),
];

fn first(query: &str) -> Option<String> {
    let found = ask(query, &Filters::default());
    found.hits.first().map(|hit| address(hit.index, hit.place))
}

#[test]
fn the_expected_comes_first() {
    assert!(EXPECTED.len() >= 60);
    let wrong: Vec<String> = EXPECTED
        .iter()
        .filter(|(query, want)| first(query).as_deref() != Some(want))
        .map(|(query, want)| format!("{query:?}: expected {want}, found {:?}", first(query)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_code_leads_straight_there_however_it_is_typed() {
    for index in LIBRARY.iter() {
        let Some(companion) = &index.companion else { continue };
        for (id, notes) in &companion.questions {
            let practices = notes.practices.iter();
            let codes = practices.map(|(id, n)| (id.to_string(), n.code.clone()));
            for (id, code) in codes.chain([(id.to_string(), notes.code.clone())]) {
                let Some(code) = code else { continue };
                let typed = [code.clone(), code.to_lowercase(), code.replace([' ', '-'], "")];
                for typed in typed {
                    let found = ask(&typed, &Filters::default());
                    assert!(found.direct, "{typed}");
                    let hit = &found.hits[0];
                    assert_eq!(hit.code.as_deref(), Some(code.as_str()), "{typed}");
                    assert_eq!(address(hit.index, hit.place), format!("{}/{id}", index.key));
                }
            }
        }
    }
}

#[test]
fn typing_on_keeps_finding() {
    let whole = "encryption";
    for end in 3..=whole.len() {
        let found = ask(&whole[..end], &Filters::default());
        assert!(found.total > 0, "{}", &whole[..end]);
    }
    assert_eq!(ask("", &Filters::default()), Found::default());
    assert_eq!(ask("   ?! ", &Filters::default()).total, 0);
    assert_eq!(ask("qqqqqzzzz", &Filters::default()).total, 0);
}

#[test]
fn filters_alone_list_everything_that_passes() {
    let filters = Filters {
        lens: Some("framework".to_owned()),
        level: Some(Level::High),
        ..Filters::default()
    };
    let found = ask("", &filters);
    let high = LIBRARY
        .iter()
        .filter(|index| index.key == "framework")
        .filter_map(|index| index.companion.as_ref())
        .flat_map(|companion| companion.questions.values())
        .flat_map(|question| question.practices.values())
        .filter(|notes| notes.level == Level::High)
        .count();
    assert_eq!(found.total, high);
}

#[test]
fn what_matched_is_marked() {
    let found = ask("least privileg", &Filters::default());
    let marked: Vec<&str> = found
        .hits
        .iter()
        .flat_map(|hit| [&hit.title, &hit.excerpt])
        .flat_map(|text| text.marks.iter().map(|mark| &text.text[mark.clone()]))
        .collect();
    assert!(marked.iter().any(|word| word.to_lowercase().starts_with("privileg")), "{marked:?}");
    let found = ask("rotating credentails", &Filters::default());
    let title = &found.hits[0].title;
    assert_eq!(&title.text[title.marks[0].clone()], "Credentials");
}

fn any_query() -> impl Strategy<Value = String> {
    let word = select(vec![
        "backup", "bakup", "encrypt", "SEC", "sec02", "-", "bp", "03", "the", "tenant", "data",
        "é", "日本", "_", "ops_", "s", "💥", "\u{301}", "no", "x",
    ]);
    let words = vec(word, 0..6).prop_map(|words| words.join(" "));
    prop_oneof!["\\PC{0,60}", ".{0,260}", words.clone(), words.prop_map(|w| w.replace(' ', ""))]
}

fn any_filters() -> impl Strategy<Value = Filters> {
    let lens = select(LIBRARY.iter().map(|index| index.key.clone()).collect::<Vec<_>>());
    let pillar = select(vec!["security", "Cost Optimization", "none such"]);
    (
        option::weighted(0.3, lens),
        option::weighted(0.3, pillar.prop_map(str::to_owned)),
        option::weighted(0.3, select(Level::ALL.to_vec())),
        option::weighted(0.2, select(vec![Effort::Hours, Effort::Days, Effort::Weeks])),
        option::weighted(0.2, select(Role::ALL.to_vec())),
    )
        .prop_map(|(lens, pillar, level, effort, role)| Filters {
            lens,
            pillar,
            level,
            effort,
            role,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_query_breaks_it(query in any_query(), filters in any_filters()) {
        let found = ask(&query, &filters);
        prop_assert!(found.hits.len() <= found.total && found.hits.len() <= 20);
        for (place, hit) in found.hits.iter().enumerate() {
            let index = &LIBRARY[hit.index];
            for text in [&hit.title, &hit.excerpt] {
                let mut end = 0;
                for mark in &text.marks {
                    prop_assert!(mark.start >= end && mark.end > mark.start);
                    prop_assert!(text.text.get(mark.clone()).is_some(), "{mark:?} of {text:?}");
                    end = mark.end;
                }
            }
            prop_assert!(filters.lens.as_ref().is_none_or(|key| *key == index.key));
            if let Some(pillar) = &filters.pillar {
                let own = index.pillar(hit.place).map(|p| p.name.to_lowercase());
                prop_assert_eq!(own, Some(pillar.to_lowercase()));
            }
            let notes = index.question(hit.place).map(|question| {
                let companion = index.companion.as_ref().expect("the bundled ones have one");
                &companion.questions[&question.id]
            });
            let practice = index.practice(hit.place).map(|choice| {
                &notes.expect("it has a question").practices[&choice.id]
            });
            prop_assert!(filters.level.is_none() || filters.level == practice.map(|p| p.level));
            prop_assert!(filters.effort.is_none() || filters.effort == practice.map(|p| p.effort));
            if let Some(role) = filters.role {
                let fits = match practice {
                    Some(practice) => practice.role == role,
                    None => notes.is_some_and(|notes| notes.roles.contains(&role)),
                };
                prop_assert!(fits);
            }
            let again = found.hits[..place].iter().any(|h| (h.index, h.place) == (hit.index, hit.place));
            prop_assert!(!again);
        }
    }
}
