package org.fedval.coordinator.web.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * What the digests of entries stand for, as far as one visitor may know it: studies that they see,
 * sites and rosters if they may read those. Everything else stays a digest.
 */
final class EntryNames {
  private final Map<Sha256Digest, Name> names = new HashMap<>();

  private EntryNames() {}

  /**
   * A name for a digest.
   *
   * @param words for people
   * @param study digest of the study that it belongs to, in hexadecimal; empty for none
   */
  record Name(String words, String study) {}

  static EntryNames of(Visitor visitor, NameSources sources) {
    EntryNames known = new EntryNames();
    Predicate<Sha256Digest> sees = sources.visibility().of(visitor);
    for (ValidationStudy study : sources.studies().list()) {
      Sha256Digest digest = Sha256Digest.of(study.digest());
      if (sees.test(digest)) {
        known.names.put(digest, new Name("study " + study.studyId(), digest.hex()));
      }
    }
    sources.sessions().studies().forEach(known::addSession);
    if (visitor.may(Permission.READ_SITES)) {
      known.addSites(sources);
    }
    return known;
  }

  private void addSession(Sha256Digest sid, Sha256Digest study) {
    Name name = names.get(study);
    if (name != null) {
      names.put(sid, name);
    }
  }

  private void addSites(NameSources sources) {
    for (SignedBody signed : sources.rosters().list()) {
      Roster roster = sources.rosters().decoded(signed);
      names.put(
          roster.hash(),
          new Name("roster %s version %d".formatted(roster.rosterId(), roster.version()), ""));
    }
    sources
        .sites()
        .list()
        .forEach(
            site ->
                names.put(
                    site.enrolment().hash(),
                    new Name("%s (%s)".formatted(site.organisation(), site.siteId()), "")));
  }

  /** What an entry is about. */
  Optional<Name> about(LogEntry entry) {
    Name body = names.get(entry.bodyHash());
    return Optional.ofNullable(body == null ? names.get(entry.sid()) : body);
  }

  static String signer(LogEntry entry) {
    if (entry.signer() == SigInput.COORDINATOR) {
      return "the coordinator";
    }
    return entry.signer() == SigInput.OUTSIDE
        ? "its author"
        : "site %d of the roster, counted from 0".formatted(entry.signer());
  }
}
