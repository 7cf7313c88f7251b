package org.fedval.agent.identity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.crypto.secagg.body.Roster;

/** What is different in a roster from an earlier version, in words for the site's operator. */
public final class RosterChanges {
  private RosterChanges() {}

  /** One sentence a difference, in order of the site ids; empty when nothing differs. */
  public static List<String> between(Roster before, Roster after, RotationBook rotations)
      throws IOException {
    Map<String, Roster.Member> old = byId(before);
    Map<String, Roster.Member> now = byId(after);
    List<String> sentences = new ArrayList<>();
    for (Roster.Member member : after.members()) {
      Roster.Member was = old.get(member.siteId());
      if (was == null) {
        sentences.add(
            "%s (%s) is new; compare its fingerprint."
                .formatted(member.siteId(), member.orgName()));
      } else {
        sentences.addAll(of(was, member, rotations));
      }
    }
    for (Roster.Member member : before.members()) {
      if (!now.containsKey(member.siteId())) {
        sentences.add("%s (%s) is gone.".formatted(member.siteId(), member.orgName()));
      }
    }
    return sentences;
  }

  private static List<String> of(Roster.Member was, Roster.Member is, RotationBook rotations)
      throws IOException {
    List<String> sentences = new ArrayList<>();
    if (!was.identity().equals(is.identity())) {
      sentences.add(
          rotations.leads(was.identity(), is.identity())
              ? "%s has a new identity key, which its old key signed; compare the new fingerprint."
                  .formatted(is.siteId())
              : "%s has ANOTHER identity key, and its old key did not sign the change; call the hospital before you approve."
                  .formatted(is.siteId()));
    }
    if (!was.orgName().equals(is.orgName())) {
      sentences.add(
          "%s was called %s and is now called %s."
              .formatted(is.siteId(), was.orgName(), is.orgName()));
    }
    if (!was.sealX().equals(is.sealX()) || !was.sealKemHash().equals(is.sealKemHash())) {
      sentences.add("%s has new keys for sealed models.".formatted(is.siteId()));
    }
    return sentences;
  }

  private static Map<String, Roster.Member> byId(Roster roster) {
    Map<String, Roster.Member> members = new LinkedHashMap<>();
    roster.members().forEach(member -> members.put(member.siteId(), member));
    return members;
  }
}
