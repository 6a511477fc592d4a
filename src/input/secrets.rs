//! Files that must not be published by mistake, known by their names.

use crate::base::SourcePath;

/// Why a file looks as if it were not meant for readers, if it does.
#[must_use]
pub fn suspicion(path: &SourcePath) -> Option<&'static str> {
    let name = path.file_name().to_ascii_lowercase();
    let ending = path.extension().to_ascii_lowercase();
    let is_key = matches!(ending.as_str(), "pem" | "key" | "p12" | "pfx" | "kdbx" | "keystore");
    if is_key || name.starts_with("id_rsa") || name.starts_with("id_ed25519") {
        return Some("it looks like a private key");
    }
    let is_secret = matches!(name.as_str(), "credentials" | "credentials.json" | "secrets.yaml" | "secrets.yml" | "secrets.json");
    is_secret.then_some("it looks like a file of secrets")
}
