//! What do the forms look like, and how long does each take?
//!
//! `cargo run --release -p fengqiao-paper --example samples [FOLDER]` writes every sample to `target/forms`.

use std::{env, fs, path::PathBuf, time::Instant};

use fengqiao_paper::{Content, Dossier, Form, Part, Press, PressConfig, forms::FORMS, forms::wrapping};
use time::macros::date;

/// How often a form is printed to find its usual time.
const TIMES: u32 = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args_os().nth(1).map_or_else(|| PathBuf::from("target/forms"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let day = date!(2026 - 10 - 20);
    let mut parts = Vec::new();
    let begin = Instant::now();
    let press = Press::new(PressConfig::default());
    press.ready()?;
    println!("fonts and templates read in {:?}", begin.elapsed());
    for form in FORMS {
        let mut values = (form.sample)();
        let begin = Instant::now();
        let printed = press.print(form.name, &values, day)?;
        let first = begin.elapsed();
        fs::write(folder.join(form.name).with_extension("pdf"), &printed.pdf)?;
        let size = printed.pdf.len();
        parts.push(Part { title: form.name.to_owned(), remark: None, content: Content::Pdf(printed.pdf) });
        let begin = Instant::now();
        for nth in 0..TIMES {
            // Another number each time: a new document, not one remembered.
            if let Some(fields) = values.as_object_mut() {
                fields.insert("number".to_owned(), format!("（2026）深宝人调字第{nth}号").into());
            }
            press.print(form.name, &values, day)?;
        }
        println!(
            "{:26} {} pages, {:4} KiB, first {:8.1?}, then {:8.1?}",
            form.name,
            printed.pages,
            size / 1024,
            first,
            begin.elapsed() / TIMES
        );
    }
    let begin = Instant::now();
    let dossier = Dossier { cover: wrapping::Cover::sample(), parts, note: wrapping::DossierNote::sample() };
    let bound = press.bind(&dossier, day)?;
    fs::write(folder.join("dossier.pdf"), &bound.pdf)?;
    println!(
        "a dossier of {} pages, {} KiB, bound in {:?}",
        bound.pages,
        bound.pdf.len() / 1024,
        begin.elapsed()
    );
    if let Ok(status) = fs::read_to_string("/proc/self/status") {
        for line in status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("Rss")) {
            println!("{line}");
        }
    }
    Ok(())
}
