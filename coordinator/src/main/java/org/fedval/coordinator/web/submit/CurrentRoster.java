package org.fedval.coordinator.web.submit;

import java.util.Optional;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.web.submit.SubmitModels.RosterFacts;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.submission.RosterFile;

/** The roster that a study signed now would have. */
final class CurrentRoster {
  private final RosterBook book;

  CurrentRoster(RosterBook book) {
    this.book = book;
  }

  Optional<RosterFacts> facts() {
    return book.current().map(this::facts);
  }

  private RosterFacts facts(SignedBody signed) {
    Roster roster = book.decoded(signed);
    return new RosterFacts(
        "%s version %d".formatted(roster.rosterId(), roster.version()),
        roster.hash().hex(),
        "roster-%d.fvr".formatted(roster.version()),
        roster.members().stream()
            .map(member -> "%s (%s)".formatted(member.orgName(), member.siteId()))
            .toList());
  }

  /** The file that {@code study pack} takes. */
  Optional<byte[]> file() {
    return book.current().map(signed -> RosterFile.encode(signed, book.sealKemKeys(signed)));
  }
}
