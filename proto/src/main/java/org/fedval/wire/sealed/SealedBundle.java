package org.fedval.wire.sealed;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.sealed.KeyWrap;
import org.fedval.crypto.sealed.ModelWrap;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;

/** A bundle that its owner sealed, with the file key; closing it erases the key. */
public final class SealedBundle implements AutoCloseable {
  private final DescribedBundle described;
  private final SignedBody manifest;
  private final SecretBytes fileKey;

  SealedBundle(DescribedBundle described, SignedBody manifest, SecretBytes fileKey) {
    this.described = described;
    this.manifest = manifest;
    this.fileKey = fileKey;
  }

  /** What everybody may know. */
  public DescribedBundle described() {
    return described;
  }

  /** The manifest with the owner's signature. */
  public SignedBody manifest() {
    return manifest;
  }

  /**
   * The file key, closed to each site of the roster and signed by the owner.
   *
   * @param keys one a member, in roster order
   * @throws IllegalArgumentException when a key is not the one that the roster names
   */
  public List<SignedBody> wraps(
      Sha256Digest study,
      Roster roster,
      List<SealingKey> keys,
      SigningKey owner,
      SecureRandom random) {
    if (keys.size() != roster.size()) {
      throw new IllegalArgumentException("Every site of the roster needs its sealing key.");
    }
    List<SignedBody> wraps = new ArrayList<>();
    for (int site = 0; site < keys.size(); site++) {
      Roster.Member member = roster.members().get(site);
      if (!keys.get(site).isRosterKey(member.sealX(), member.sealKemHash())) {
        throw new IllegalArgumentException("A sealing key is not the one that the roster names.");
      }
      ModelWrap wrap =
          KeyWrap.of(study, described.manifest(), member.siteId())
              .seal(fileKey, keys.get(site), random);
      wraps.add(SignedBody.signOutside(ModelWrap.TYPE, wrap.encode(), owner));
    }
    return List.copyOf(wraps);
  }

  @Override
  public void close() {
    fileKey.erase();
  }

  @Override
  public String toString() {
    return "SealedBundle[redacted]";
  }
}
