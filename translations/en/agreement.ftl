# Whether an agreement binds.

agreement-state-draft = Waiting for signatures
agreement-state-effective = In effect
agreement-state-set-aside = Given up before it took effect
agreement-state-replaced = Replaced by a later one
