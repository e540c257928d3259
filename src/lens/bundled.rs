//! The lenses that come with Plumbline: what is said of them before they are
//! loaded. A test holds it against the files, and writes it anew when they
//! have changed: `cargo test --test bundled_lenses -- --ignored`.

/// A lens that ships with the app as `lenses/<key>.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bundled {
    /// The file name without `.json`.
    pub key: &'static str,
    /// As in the file.
    pub name: &'static str,
    /// How many questions it has.
    pub questions: usize,
    /// [`Lens::hash`](super::Lens) of the file.
    pub hash: &'static str,
}

/// What the shelf says of a bundled lens, from its companion. Apart from
/// [`Bundled`], because the first page needs none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The key of the lens.
    pub key: &'static str,
    /// What it reviews.
    pub about: &'static str,
    /// Who it is for.
    pub audience: &'static str,
    /// How many pillars it has.
    pub pillars: usize,
    /// How many practices it has, "None of these" aside.
    pub practices: usize,
    /// How many minutes all of its questions take.
    pub minutes: u32,
}

/// Every bundled lens, in the order of the shelf.
pub const BUNDLED: &[Bundled] = &[
    Bundled {
        key: "launch-readiness",
        name: "Launch readiness",
        questions: 21,
        hash: "757379560305727d5a6e444dab95bd545ad1b858a5fdb732a61d30b289577faf",
    },
    Bundled {
        key: "framework",
        name: "Well-Architected Framework",
        questions: 57,
        hash: "c0fc4fab9d661d82fac29dd884dbb760fbc1103f7516308c18107ed958eb0874",
    },
    Bundled {
        key: "quick-check",
        name: "Quick check",
        questions: 12,
        hash: "2292bd6f117961a83afba2f2212358fe63b1ba53f8c191c2f399794bab5d556e",
    },
    Bundled {
        key: "serverless",
        name: "Serverless applications",
        questions: 24,
        hash: "c19131422053195f41f52ed8ebba687a19b993bab86ca710a09e0dd4f320d73e",
    },
    Bundled {
        key: "saas",
        name: "SaaS",
        questions: 24,
        hash: "d1e7ca66826249f028e8b5c03cdf1b19ca1ff2f514573744ec495f0bb2619ff7",
    },
    Bundled {
        key: "generative-ai",
        name: "Generative AI",
        questions: 24,
        hash: "a2d3cb05e321ad768145d972de8b94d555fefb3775ca67ae61f3df793d9ef656",
    },
    Bundled {
        key: "data-analytics",
        name: "Data and analytics",
        questions: 24,
        hash: "cee0ed48c1601fd623fcb9246c1af65188357e7032e23e9b6f2c7cf62c1820bd",
    },
    Bundled {
        key: "cloud-neutral",
        name: "Cloud-neutral well-architected review",
        questions: 34,
        hash: "bb606ec994772a39538bc352d5f2f53f43555e8402aa27fd33c59916f8e0bbe8",
    },
    Bundled {
        key: "starter",
        name: "Starter",
        questions: 3,
        hash: "8f20ccf579456744b1143db886553bc79299ca242647934a50652ee84ab3c8aa",
    },
];

/// What the shelf says of each, in the same order.
pub const FACTS: &[Facts] = &[
    Facts {
        key: "launch-readiness",
        about: "A consistent review before a system goes live: what must be true before real users arrive.",
        audience: "Teams about to put a new system, or a large new version of one, before real users, and the people who decide whether it goes live.",
        pillars: 6,
        practices: 93,
        minutes: 149,
    },
    Facts {
        key: "framework",
        about: "The full AWS Framework review in plain words, with evidence to look for and improvement steps for each practice.",
        audience: "Teams who build or run a workload on AWS and want to look at all of it, with the architects and facilitators who help them.",
        pillars: 6,
        practices: 307,
        minutes: 800,
    },
    Facts {
        key: "quick-check",
        about: "Twelve questions in twelve minutes: a first conversation that finds the biggest gaps.",
        audience: "Workshops, newcomers and busy teams who want to see the biggest gaps before they plan a full review.",
        pillars: 6,
        practices: 50,
        minutes: 12,
    },
    Facts {
        key: "serverless",
        about: "Reviews event-driven and API workloads on managed AWS services, from idempotency and dead-letter queues to cold starts and cost per transaction.",
        audience: "Teams that build and run applications on Lambda, API Gateway, Step Functions, EventBridge, SQS, SNS, Kinesis, DynamoDB and AppSync, and the architects who review them.",
        pillars: 6,
        practices: 120,
        minutes: 265,
    },
    Facts {
        key: "saas",
        about: "How one product serves many customers: tenant isolation, noisy neighbors, tiers, onboarding, cost per tenant and clean departures.",
        audience: "Teams that build and run one product for many customers (tenants) on AWS, from a first shared database to a fleet of cells.",
        pillars: 6,
        practices: 131,
        minutes: 273,
    },
    Facts {
        key: "generative-ai",
        about: "Reviews an application built on foundation models, from use case and evaluation to injection, agent permissions, grounding, latency, token cost and energy.",
        audience: "Teams that build or run assistants, retrieval augmented generation, agents or document extraction on foundation models, and the architects who review them.",
        pillars: 6,
        practices: 133,
        minutes: 265,
    },
    Facts {
        key: "data-analytics",
        about: "Reviews data lakes, warehouses and streams from contracts, quality and lineage to fine-grained access, safe reruns, query speed, cost per dataset and retention.",
        audience: "Data engineers, analytics engineers, architects and product owners who run data lakes, warehouses, streams and dashboards on AWS, and the people who review their work.",
        pillars: 6,
        practices: 121,
        minutes: 300,
    },
    Facts {
        key: "cloud-neutral",
        about: "All six pillars without a single vendor name: from ownership and objectives to disaster recovery, exit plans, licenses and carbon.",
        audience: "Teams whose systems run on any cloud, on several, on their own machines or on Kubernetes, and who want one review for all of them.",
        pillars: 6,
        practices: 197,
        minutes: 393,
    },
    Facts {
        key: "starter",
        about: "A one-pillar lens to copy: three questions about how a team works, with notes on the craft of writing a lens.",
        audience: "Anyone who writes a first custom lens, and the team on which they try it out.",
        pillars: 1,
        practices: 11,
        minutes: 21,
    },
];
