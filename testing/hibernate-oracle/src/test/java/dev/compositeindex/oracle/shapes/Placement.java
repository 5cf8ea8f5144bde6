package dev.compositeindex.oracle.shapes;

import java.util.List;

/** Where the annotations of a class's members stand. */
enum Placement {
    FIELDS {
        @Override
        String text(Member member, int position) {
            return member.field(member.annotations()) + member.accessors(member.isTwice() ? member.annotations() : "");
        }
    },
    GETTERS {
        @Override
        String text(Member member, int position) {
            return member.field((member.isTwice() ? member.annotations() : "") + "private ")
                    + member.accessors(member.annotations());
        }
    },
    /** Every other member is a property in a class that is mapped by its fields. */
    MIXED {
        @Override
        String text(Member member, int position) {
            return member.isKey() || position % 2 == 0
                    ? FIELDS.text(member, position)
                    : member.field("@Transient private ")
                            + member.accessors("@Access(AccessType.PROPERTY) " + member.annotations());
        }
    },
    /** That of the primary key on both, what else is on fields does not count. */
    BOTH {
        @Override
        String text(Member member, int position) {
            String ofField = member.isKey()
                    ? member.firstAnnotation()
                    : member.type().equals("String") ? "@Column(name = \"%sOfField\") ".formatted(member.name()) : "";
            return member.field(ofField + "private ") + member.accessors(member.annotations());
        }
    };

    abstract String text(Member member, int position);

    /** A class, from its first annotation on. */
    String text(String head, List<Member> members) {
        StringBuilder text = new StringBuilder(head).append(" {\n");
        for (int i = 0; i < members.size(); i++) {
            text.append(text(members.get(i), i));
        }
        return text.append("}\n\n").toString();
    }
}
