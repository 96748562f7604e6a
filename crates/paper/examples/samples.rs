//! What do the forms look like, and how long does each take?
//!
//! `cargo run --release -p fengqiao-paper --example samples [FOLDER]` writes every sample to `target/forms`.

use std::{env, fs, path::PathBuf, time::Instant};

use fengqiao_paper::{Press, PressConfig, forms::FORMS};
use time::macros::date;

/// How often a form is printed to find its usual time.
const TIMES: u32 = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args_os().nth(1).map_or_else(|| PathBuf::from("target/forms"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let day = date!(2026 - 10 - 20);
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
            printed.pdf.len() / 1024,
            first,
            begin.elapsed() / TIMES
        );
    }
    if let Ok(status) = fs::read_to_string("/proc/self/status") {
        for line in status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("Rss")) {
            println!("{line}");
        }
    }
    Ok(())
}
