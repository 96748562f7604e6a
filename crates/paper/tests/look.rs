//! What does each form look like? Writes every sample to `target/forms`, for people to look at.

use std::{fs, path::Path};

use fengqiao_paper::{Press, PressConfig, forms::FORMS};
use time::macros::date;

#[test]
fn every_form_is_printed_from_its_sample() {
    let press = Press::new(PressConfig::default());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/forms");
    fs::create_dir_all(&folder).expect("the folder can be made");
    for form in FORMS {
        let printed = press
            .print(form.name, &(form.sample)(), date!(2026 - 10 - 20))
            .unwrap_or_else(|error| panic!("{}: {error}", form.name));
        assert!(printed.pages >= 1, "{}", form.name);
        assert_eq!(printed.missing, Vec::<char>::new(), "{}", form.name);
        fs::write(folder.join(format!("{}.pdf", form.name)), printed.pdf).expect("the file can be written");
    }
}
