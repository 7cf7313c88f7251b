package org.fedval.coordinator.desk;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;
import org.jspecify.annotations.Nullable;

/** The sessions that running studies are in, by id. Lives on the event loop only. */
final class OpenSessions {
  private final RunningStudies running;

  OpenSessions(RunningStudies running) {
    this.running = running;
  }

  /** The ids of all. */
  Set<Sha256Digest> ids() {
    Set<Sha256Digest> ids = new HashSet<>();
    for (RunningStudy r : running.all()) {
      RoundDriver round = r.round();
      if (round != null) {
        ids.add(round.sid());
      }
    }
    return ids;
  }

  /** A piece of a masked vector. */
  SubmitOutcome chunk(String siteId, Sha256Digest sid, long offset, byte[] data) {
    Seat seat = seat(siteId, sid);
    return seat == null ? noSession() : seat.round().chunk(seat.index(), offset, data);
  }

  /** Bytes of the site's masked vector that are there already; 0 when no such session is open. */
  long stored(String siteId, Sha256Digest sid) {
    Seat seat = seat(siteId, sid);
    return seat == null ? 0 : seat.round().stored(seat.index());
  }

  /** One step of one site. */
  SubmitOutcome step(String siteId, SiteMessage.SessionStep message) {
    Seat seat = seat(siteId, message.sid());
    return seat == null ? noSession() : seat.round().accept(seat.index(), message);
  }

  private record Seat(RoundDriver round, int index) {}

  private @Nullable Seat seat(String siteId, Sha256Digest sid) {
    Optional<RunningStudy> study =
        running.all().stream()
            .filter(r -> r.round() != null && r.round().sid().equals(sid))
            .findFirst();
    RoundDriver round = study.map(RunningStudy::round).orElse(null);
    int index = study.map(r -> r.indexOf(siteId).orElse(-1)).orElse(-1);
    return round == null || index < 0 ? null : new Seat(round, index);
  }

  private static SubmitOutcome noSession() {
    return SubmitOutcome.refused("NO_SESSION", "This session is not open.");
  }
}
