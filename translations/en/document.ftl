# Documents and dossier of a case. What documents are called stands in form.ftl.
document-titled = { $form } ({ $about })
document-about-time = no. { $nth }
document-about-copy = no. { $nth }
document-pages =
    { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }
document-missing = Some letters are in no font ({ $letters }) and appear as 〓. Write them in by hand and let the party confirm them.
document-dossier = Dossier

document-list-title = Documents
document-list-dossier = Dossier
document-list-empty = No documents yet. They are produced as the case goes on; what a party should sign earlier can be produced below.
document-list-produced = Documents produced
document-list-early = Produce a document
document-list-early-hint = Filled from the case as it stands, to be printed, checked and signed. It is never changed afterwards; if something changes, produce another one.
document-list-form = Document to produce
document-list-produce = Produce the document

document-dossier-title = Dossier
document-dossier-documents = Documents
document-dossier-bound = The dossier as bound
document-dossier-old = Something was done on the case since it was bound. Bind it again.
document-dossier-file = File
document-dossier-read = Read the dossier (PDF)
document-dossier-pages = Pages (without cover, contents and back cover)
document-dossier-digest = Digest (SHA-256)
document-dossier-at = Bound at
document-dossier-archive = Put it away with these figures
document-dossier-papers = Papers of the dossier
document-dossier-paper = Paper
document-dossier-standing = Where it is
document-dossier-produced = Produced
document-dossier-brought = Uploaded
document-dossier-to-produce = Produced when it is bound
document-dossier-required = No electronic copy
document-dossier-optional = None, and none needed
document-dossier-hint = First the documents that are still missing are produced; then everything is bound in the order of the contents, with cover, contents, page numbers, note and back cover. Recordings and the like are listed and kept beside it.
document-dossier-bind = Bind the dossier

flash-document-produced = The document was produced.
flash-dossier-bound = The dossier was bound.
