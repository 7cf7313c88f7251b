package org.fedval.wire.session;

import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.log.NoteSignature;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.jspecify.annotations.Nullable;

/** One step of a site; who it comes from is in the certificate, never in the message. */
public sealed interface SiteMessage {

  /** Calls the branch of {@code cases} that fits. */
  <T> T match(Cases<T> cases);

  /** One method a message. */
  interface Cases<T> {
    T rosterApproved(RosterApproved message);

    T studyApproved(StudyApproved message);

    T studyDenied(StudyDenied message);

    T checkpointCosigned(CheckpointCosigned message);

    T sessionStep(SessionStep message);
  }

  /** The site's operator approved a roster version. */
  record RosterApproved(SignedBody approval) implements SiteMessage {
    @Override
    public <T> T match(Cases<T> cases) {
      return cases.rosterApproved(this);
    }
  }

  /** The site takes part. */
  record StudyApproved(SignedBody approval) implements SiteMessage {
    @Override
    public <T> T match(Cases<T> cases) {
      return cases.studyApproved(this);
    }
  }

  /** The site does not take part; {@code code} is stable and in capitals. */
  record StudyDenied(Sha256Digest study, String code) implements SiteMessage {
    @Override
    public <T> T match(Cases<T> cases) {
      return cases.studyDenied(this);
    }
  }

  /**
   * A witness's answer to a checkpoint.
   *
   * @param size entries of the log that this site has followed now
   * @param cosignature of the checkpoint of that size; null when the proof that was offered began
   *     elsewhere
   */
  record CheckpointCosigned(long size, @Nullable NoteSignature cosignature) implements SiteMessage {
    @Override
    public <T> T match(Cases<T> cases) {
      return cases.checkpointCosigned(this);
    }
  }

  /** A message of a session. */
  sealed interface SessionStep extends SiteMessage {
    Sha256Digest sid();

    SignedBody signed();

    /** Calls the branch of {@code steps} that fits. */
    <T> T step(Steps<T> steps);

    @Override
    default <T> T match(Cases<T> cases) {
      return cases.sessionStep(this);
    }
  }

  /** One method a session step. */
  interface Steps<T> {
    T advertised(Advertised step);

    T sharesDealt(SharesDealt step);

    T masked(Masked step);

    T voted(Voted step);

    T revealedA(RevealedA step);

    T revealedB(RevealedB step);

    T complained(Complained step);

    T abortVoted(AbortVoted step);
  }

  /** AdvertiseKeys. */
  record Advertised(Sha256Digest sid, SignedBody signed) implements SessionStep {
    @Override
    public <T> T step(Steps<T> steps) {
      return steps.advertised(this);
    }
  }

  /** ShareKeys with the rows by the holder's roster index. */
  record SharesDealt(Sha256Digest sid, SignedBody signed, SortedMap<Integer, Octets> rows)
      implements SessionStep {
    public SharesDealt {
      rows = new TreeMap<>(rows);
    }

    @Override
    public <T> T step(Steps<T> steps) {
      return steps.sharesDealt(this);
    }
  }

  /** The manifest of the masked vector, whose bytes came in chunks before. */
  record Masked(Sha256Digest sid, SignedBody signed, Octets confirmList) implements SessionStep {
    @Override
    public <T> T step(Steps<T> steps) {
      return steps.masked(this);
    }
  }

  /** A commit vote. */
  record Voted(Sha256Digest sid, SignedBody signed) implements SessionStep {
    @Override
    public <T> T step(Steps<T> steps) {
      return steps.voted(this);
    }
  }

  /** Shares that open the gate. */
  record RevealedA(Sha256Digest sid, SignedBody signed) implements SessionStep {
    @Override
    public <T> T step(Steps<T> steps) {
      return steps.revealedA(this);
    }
  }

  /** Shares that open the allowed units. */
  record RevealedB(Sha256Digest sid, SignedBody signed) implements SessionStep {
    @Override
    public <T> T step(Steps<T> steps) {
      return steps.revealedB(this);
    }
  }

  /** A complaint about one dealer whose shares this site cannot use; it masks nothing then. */
  record Complained(Sha256Digest sid, SignedBody signed) implements SessionStep {
    @Override
    public <T> T step(Steps<T> steps) {
      return steps.complained(this);
    }
  }

  /** The pledge to open nothing of the session. */
  record AbortVoted(Sha256Digest sid, SignedBody signed) implements SessionStep {
    @Override
    public <T> T step(Steps<T> steps) {
      return steps.abortVoted(this);
    }
  }
}
