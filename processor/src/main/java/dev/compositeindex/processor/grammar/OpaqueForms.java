package dev.compositeindex.processor.grammar;

import java.util.Set;

/** The constructors and queries of XML and JSON, whose parentheses are not looked into but for columns. */
final class OpaqueForms {
    private static final Set<String> NAMES = Set.of("""
            json json_array json_exists json_object json_query json_scalar json_serialize json_value
            xmlconcat xmlelement xmlexists xmlforest xmlparse xmlpi xmlroot xmlserialize
            """.strip().split("\\s+"));

    private final LexemeCursor cursor;
    private final TypeGrammar types;
    private final OperandGrammar operands;
    private final ExpressionStack stack;

    OpaqueForms(LexemeCursor cursor, TypeGrammar types, OperandGrammar operands, ExpressionStack stack) {
        this.cursor = cursor;
        this.types = types;
        this.operands = operands;
        this.stack = stack;
    }

    static boolean has(String word) {
        return NAMES.contains(word);
    }

    /**
     * Takes the parentheses, and makes one of what is in them. A name in them counts as that of a column unless what is
     * around it tells otherwise.
     */
    boolean arguments() {
        int size = stack.size();
        int depth = 0;
        do {
            if (isNoValue()) {
                continue;
            }
            Lexeme next = cursor.next();
            boolean leads = cursor.after(1).is("(") || cursor.after(1).is(".");
            cursor.skip(1);
            if (next.canBeColumn() && !leads) {
                stack.pushLast(span -> new Expression.Column(span, cursor.column(cursor.position() - 1)));
            }
            depth += next.depth();
        } while (depth > 0 && !cursor.isAtEnd());
        return depth == 0 && stack.foldFrom(size, Expression.Opaque::new);
    }

    /** Takes the name of a type or a collation, with what tells that it is one. */
    private boolean isNoValue() {
        int start = cursor.position();
        if (cursor.takeAny("as", "returning", "::") && types.type() || cursor.take("collate") && operands.name()) {
            return true;
        }
        cursor.goTo(start);
        return false;
    }
}
