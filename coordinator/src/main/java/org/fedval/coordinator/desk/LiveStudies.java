package org.fedval.coordinator.desk;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * What running studies look like, noted on the event loop and read from any thread without it. A
 * note is as old as the last tick at most.
 */
public final class LiveStudies {
  private final Map<Sha256Digest, LiveStudy> notes = new ConcurrentHashMap<>();

  LiveStudies() {}

  /** The study's latest note; empty when it does not run. */
  public Optional<LiveStudy> of(Sha256Digest study) {
    return Optional.ofNullable(notes.get(study));
  }

  void note(Collection<RunningStudy> running) {
    running.forEach(this::note);
  }

  void note(RunningStudy study) {
    notes.put(study.digest(), study.live());
  }

  void forget(Sha256Digest study) {
    notes.remove(study);
  }
}
