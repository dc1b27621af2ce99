import ts from "typescript"

/** More branches than our sources and the parsers have. */
export const MAX_COUNTERS = 32_768

const { factory } = ts
const counters = "keycardCounters"

/**
 * A plugin for vite that counts every branch taken: of functions, conditions, loops, cases and short circuits.
 * @param {RegExp} files which modules
 * @returns {import("vite").Plugin}
 */
export function countBranches(files) {
  let next = 0
  const count = () => {
    const index = next++ % MAX_COUNTERS
    return factory.createPostfixIncrement(
      factory.createElementAccessExpression(
        factory.createIdentifier(counters),
        factory.createNumericLiteral(index),
      ),
    )
  }
  /** @param {import("typescript").Expression} expression */
  const counted = (expression) =>
    factory.createParenthesizedExpression(
      factory.createBinaryExpression(count(), ts.SyntaxKind.CommaToken, expression),
    )
  /** @param {import("typescript").Statement} statement */
  const block = (statement) =>
    factory.createBlock([
      factory.createExpressionStatement(count()),
      ...(ts.isBlock(statement) ? statement.statements : [statement]),
    ])
  const shortCircuits = [
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
  ]

  /** @type {import("typescript").TransformerFactory<import("typescript").SourceFile>} */
  const transformer = (context) => (file) => {
    /** @type {import("typescript").Visitor} */
    const visit = (original) => {
      const node = ts.visitEachChild(original, visit, context)
      if (ts.isIfStatement(node)) {
        const otherwise = node.elseStatement === undefined ? undefined : block(node.elseStatement)
        return factory.updateIfStatement(node, node.expression, block(node.thenStatement), otherwise)
      }
      if (ts.isForStatement(node))
        return factory.updateForStatement(
          node,
          node.initializer,
          node.condition,
          node.incrementor,
          block(node.statement),
        )
      if (ts.isForOfStatement(node))
        return factory.updateForOfStatement(
          node,
          node.awaitModifier,
          node.initializer,
          node.expression,
          block(node.statement),
        )
      if (ts.isWhileStatement(node))
        return factory.updateWhileStatement(node, node.expression, block(node.statement))
      if (ts.isCaseClause(node))
        return factory.updateCaseClause(node, node.expression, [
          factory.createExpressionStatement(count()),
          ...node.statements,
        ])
      if (ts.isConditionalExpression(node))
        return factory.updateConditionalExpression(
          node,
          node.condition,
          node.questionToken,
          counted(node.whenTrue),
          node.colonToken,
          counted(node.whenFalse),
        )
      if (ts.isBinaryExpression(node) && shortCircuits.includes(node.operatorToken.kind))
        return factory.updateBinaryExpression(node, node.left, node.operatorToken, counted(node.right))
      if (ts.isArrowFunction(node) && !ts.isBlock(node.body))
        return factory.updateArrowFunction(
          node,
          node.modifiers,
          node.typeParameters,
          node.parameters,
          node.type,
          node.equalsGreaterThanToken,
          counted(node.body),
        )
      if (ts.isBlock(node) && (ts.isFunctionLike(original.parent) || ts.isCatchClause(original.parent)))
        return block(node)
      return node
    }
    return ts.visitEachChild(file, visit, context)
  }

  return {
    name: "keycard-count-branches",
    enforce: "pre",
    transform(code, id) {
      if (!files.test(id)) return null
      const { outputText } = ts.transpileModule(code, {
        fileName: id,
        compilerOptions: {
          target: ts.ScriptTarget.ES2022,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
        },
        transformers: { before: [transformer] },
      })
      const head = `const ${counters} = (globalThis.${counters} ??= new Uint8Array(${MAX_COUNTERS}));\n`
      return { code: head + outputText, map: null }
    },
  }
}
